/** What two rows have in common through the effects of groups. */
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lowerPlace, scaleFactor } from "../prediction/scaleFactor.js";

/** A row of a frame in a term: its columns. */
type Columns = readonly number[];

export function columnsAt({ columns }: GroupTerm, row: number): Columns {
  return columns.map((column) => column?.[row] ?? 1);
}

/** z′ Σ w of two rows of columns in every draw, for one term. */
export function productOf(
  term: GroupTerm,
  selection: DrawSelection,
): (first: Columns, second: Columns) => Float64Array {
  const factor = scaleFactor(term, selection);
  const entries = (columns: Columns, j: number, d: number) => {
    let sum = 0;
    for (let i = j; i < columns.length; i += 1) sum += columns[i]! * (factor[lowerPlace(i, j)]?.[d] ?? 0);
    return sum;
  };
  return (first, second) =>
    Float64Array.from({ length: selection.count }, (_, d) => {
      let sum = 0;
      for (let j = 0; j < first.length; j += 1) sum += entries(first, j, d) * entries(second, j, d);
      return sum;
    });
}
