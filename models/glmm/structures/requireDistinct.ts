/** Names that must not be repeated. */
import { UserError } from "../../../engine/core/UserError.js";

/**
 * Refuses empty and repeated names.
 *
 * @param what Whose rows they name: `the matrix K`
 * @throws UserError naming the rows, counted from 1
 */
export function requireDistinct(what: string, names: readonly string[]): void {
  const rowOf = new Map<string, number>();
  names.forEach((name, row) => {
    if (name === "") throw new UserError(`row ${row + 1} of ${what} has no name: name it.`);
    const before = rowOf.get(name);
    if (before !== undefined) {
      throw new UserError(`${what} has two rows called "${name}" (rows ${before + 1} and ${row + 1}): remove one.`);
    }
    rowOf.set(name, row);
  });
}
