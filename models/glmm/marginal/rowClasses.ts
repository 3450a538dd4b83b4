/** Rows to which the effects of groups give the same variance. */
import type { Frame, GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lowerPlace, scaleFactor } from "../prediction/scaleFactor.js";

/** A row's share in each term: its columns there, and the variance of its level where levels are related. */
export interface RowClass {
  readonly shares: readonly { readonly columns: readonly number[]; readonly kernel: number }[];
}

/** Classes by what makes them the same; frames that are compared share one. */
export type RowClasses = Map<string, RowClass>;

/**
 * The class of each row of a frame, in which only the terms of `parameter` are looked at. Classes it does not know are added.
 *
 * @returns One class a row.
 */
export function classesOf(frame: Frame, parameter: string, known: RowClasses): RowClass[] {
  const terms = frame.groups.filter((term) => term.parameter === parameter);
  return Array.from({ length: frame.rows }, (_, row) => {
    const shares = terms.map((term) => shareOf(term, row));
    const key = JSON.stringify(shares);
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { shares }));
    return found;
  });
}

function shareOf({ columns, index, related }: GroupTerm, row: number): RowClass["shares"][number] {
  // Of a level that the structure of the fit does not place, the variance is taken to be that of its standard deviation.
  return { columns: columns.map((column) => column?.[row] ?? 1), kernel: related?.kernel.variances[index[row]!] ?? 1 };
}

/**
 * The standard deviation √Σ k z′Σz that terms give to the predictor of a class of rows, in every draw selected.
 *
 * @param terms Those of the parameter, in the order of the frame.
 */
export function classSpread(terms: readonly GroupTerm[], selection: DrawSelection): (of: RowClass) => Float64Array {
  const factors = terms.map((term) => scaleFactor(term, selection));
  return ({ shares }) => {
    const out = new Float64Array(selection.count);
    shares.forEach(({ columns, kernel }, t) => {
      for (let j = 0; j < columns.length; j += 1) {
        const below = columns.flatMap((column, i) => {
          const factor = i < j ? undefined : factors[t]![lowerPlace(i, j)];
          return factor === undefined || column === 0 ? [] : [{ column, factor }];
        });
        for (let d = 0; d < out.length; d += 1) {
          // The j-th entry of Lᵀz.
          let entry = 0;
          for (const { column, factor } of below) entry += column * factor[d]!;
          out[d]! += kernel * entry * entry;
        }
      }
    });
    return out.map((variance) => Math.sqrt(variance));
  };
}
