/** How many categories or columns a law is told of. */
import type { LawInputs } from "./Family.js";

/** Categories told apart by thresholds or by predictors of their own, or columns; undefined of a law of single numbers. */
export function sizeOfInputs({ thresholds, etas, columns }: LawInputs): number | undefined {
  if (columns) return columns.length + 1;
  if (thresholds) return thresholds.length + 1;
  return etas && etas.length + 1;
}
