/** Whether normal rows tell equally much of every level of a term, so that they bind no two axes of its law together. */
import type { Frame, GroupTerm } from "../Frame.js";

/** Rounding of sums over rows, of their size. */
const tolerance = 1e-12;

/** True where rows have one standard deviation and each level the same sums of products of the term's columns. */
export function tellsEqually({ response, predictors, groups }: Frame, place: number): boolean {
  const { se, weights } = response!;
  if (se || weights || predictors.some(({ parameter }) => parameter === "sigma")) return false;
  const term = groups[place]!;
  return term.columns.every((_, m) =>
    term.columns.slice(0, m + 1).every((_column, n) => isConstant(productsByLevel(term, m, n))),
  );
}

function productsByLevel({ columns, index, levels }: GroupTerm, m: number, n: number): Float64Array {
  const sums = new Float64Array(levels.length);
  for (let row = 0; row < index.length; row += 1) {
    sums[index[row]!]! += (columns[m]?.[row] ?? 1) * (columns[n]?.[row] ?? 1);
  }
  return sums;
}

function isConstant(values: Float64Array): boolean {
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.every((value) => Math.abs(value - values[0]!) <= tolerance * size);
}
