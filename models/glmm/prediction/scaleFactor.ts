/** The factor of the covariance of a level's effects, in every draw. */
import { correlationDraw, scaleDraw } from "../drawNames.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "./drawSelection.js";

/**
 * Lower triangles by row, of draws each: entry `lowerPlace(i, j)` is diag(sd) L at (i, j), L the Cholesky factor of the correlations; undefined
 * where it is always 0.
 */
export type ScaleFactor = readonly (Float64Array | undefined)[];

/** Place of row i and column j ≤ i in a {@link ScaleFactor}. */
export const lowerPlace = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** diag(sd) L of a term in each draw selected: effects of a level are this times standard normals. */
export function scaleFactor(term: GroupTerm, selection: DrawSelection): ScaleFactor {
  const names = term.coefficients;
  const sds = names.map((name) => selection.column(scaleDraw(term, name)));
  if (!term.correlated || names.length === 1) {
    return names.flatMap((_, i) => names.slice(0, i + 1).map((_name, j) => (i === j ? sds[i] : undefined)));
  }
  const correlations = names.flatMap((row, i) =>
    names
      .slice(0, i + 1)
      .map((column, j) => (i === j ? undefined : selection.column(correlationDraw(term, column, row)))),
  );
  const factor = correlations.map(() => new Float64Array(selection.count));
  for (let k = 0; k < selection.count; k += 1) factorOfDraw(k, sds, correlations, factor);
  return factor;
}

/** Cholesky of the correlations of draw k, each row then multiplied by its standard deviation. */
function factorOfDraw(
  k: number,
  sds: readonly Float64Array[],
  correlations: ScaleFactor,
  factor: readonly Float64Array[],
): void {
  for (let i = 0; i < sds.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = i === j ? 1 : correlations[lowerPlace(i, j)]![k]!;
      for (let m = 0; m < j; m += 1) sum -= factor[lowerPlace(i, m)]![k]! * factor[lowerPlace(j, m)]![k]!;
      const pivot = factor[lowerPlace(j, j)]![k]!;
      // Draws of correlations are rounded: at ±1 the rest may come out as a little below 0.
      if (i === j) factor[lowerPlace(i, i)]![k] = Math.sqrt(Math.max(0, sum));
      else factor[lowerPlace(i, j)]![k] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  for (let i = 0; i < sds.length; i += 1) for (let j = 0; j <= i; j += 1) factor[lowerPlace(i, j)]![k]! *= sds[i]![k]!;
}
