/** Group-level terms with one row at each level: observation-level effects. */
import type { Frame, GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lowerPlace, scaleFactor } from "../prediction/scaleFactor.js";

/**
 * The terms of mu whose levels are rows, whatever their grouping is called. Effects of related levels are not among them: a row tells of
 * its relatives' effects too.
 */
export function rowTerms({ rows, groups }: Frame): readonly GroupTerm[] {
  return groups.filter(
    (term) => term.parameter === "mu" && term.related === undefined && new Set(term.index).size === rows,
  );
}

/**
 * Writes the standard deviation that the effects of some terms give to the predictor of a row, √Σ z′Σz over the terms, in every draw.
 * The terms are independent of one another.
 */
export function spreadOfRow(
  terms: readonly GroupTerm[],
  selection: DrawSelection,
): (row: number, out: Float64Array) => void {
  const parts = terms.map((term) => ({ term, factor: scaleFactor(term, selection) }));
  return (row, out) => {
    out.fill(0);
    for (const { term, factor } of parts) {
      const size = term.coefficients.length;
      for (let j = 0; j < size; j += 1) {
        for (let d = 0; d < out.length; d += 1) {
          // The j-th entry of Lᵀz.
          let entry = 0;
          for (let i = j; i < size; i += 1) {
            entry += (term.columns[i]?.[row] ?? 1) * (factor[lowerPlace(i, j)]?.[d] ?? 0);
          }
          out[d]! += entry * entry;
        }
      }
    }
    for (let d = 0; d < out.length; d += 1) out[d] = Math.sqrt(out[d]!);
  };
}
