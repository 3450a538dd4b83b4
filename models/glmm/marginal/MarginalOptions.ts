/** What a person may ask of population-averaged effects. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";

export interface MarginalOptions {
  /** Variables whose predictions are contrasted; all that the mean depends on unless told, none for an empty list. */
  readonly variables?: string | readonly string[];
  /**
   * From which value to which a variable goes, `{ age: [40, 60], arm: ["placebo", "drug"] }`. Unless told a number goes from what it is
   * to 1 more, one that is always 0 or 1 from 0 to 1, and a factor from its reference level to each of the others.
   */
  readonly at?: Readonly<Record<string, readonly (number | string)[]>>;
  /** Evenly spaced draws that are used; unless told, as many as take some seconds. */
  readonly draws?: number;
}

/**
 * Looks for what cannot be meant, since options also come from scripts whose types nobody checked.
 *
 * @throws UserError naming the option and the mend.
 */
export function checkMarginalOptions(options: MarginalOptions): void {
  refuseUnknownOptions("marginal", options, ["variables", "at", "draws"]);
  const { variables, at } = options as Readonly<Record<string, unknown>>;
  const isName = (name: unknown) => typeof name === "string";
  if (variables !== undefined && !isName(variables) && !(Array.isArray(variables) && variables.every(isName))) {
    throw new UserError(
      `variables must be the name of a variable or a list of names; it is ${JSON.stringify(variables)}.`,
    );
  }
  if (at === undefined) return;
  if (typeof at !== "object" || at === null || Array.isArray(at)) {
    throw new UserError(
      `at must name variables with two values each, as { age: [40, 60] }; it is ${JSON.stringify(at)}.`,
    );
  }
  for (const [name, values] of Object.entries(at)) {
    if (Array.isArray(values) && values.length === 2) continue;
    throw new UserError(
      `at must give "${name}" two values, from and to, as [40, 60]; it has ${JSON.stringify(values)}.`,
    );
  }
}
