/** Model files are run without their types being checked, so a misspelt option must be met at run time. */
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";

/**
 * Looks for options that are none of the known ones.
 *
 * @throws UserError naming the option and what was probably meant.
 */
export function refuseUnknownOptions(whose: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  throw new UserError(
    `${whose} has an unknown option "${unknown}"${near === undefined ? "" : `, did you mean "${near}"`}; known are ${known.join(", ")}.`,
  );
}
