/** The variance that a group-level term gives the linear predictor. */
import { correlationDraw, scaleDraw } from "../drawNames.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";

/** Draws of the covariance of a term's effects: of coefficients k and l ≤ k, row by row. */
export type TermCovariance = readonly (readonly Float64Array[])[];

/** Sigma = diag(sd) R diag(sd) of a term, entry by entry; entries of effects that do not correlate are left out. */
export function termCovariance(term: GroupTerm, selection: DrawSelection): TermCovariance {
  const { coefficients, correlated } = term;
  const sds = coefficients.map((coefficient) => selection.column(scaleDraw(term, coefficient)));
  return coefficients.map((coefficient, k) =>
    coefficients.slice(0, k + 1).map((other, l) => {
      if (l === k) return sds[k]!.map((sd) => sd * sd);
      if (!correlated) return new Float64Array(selection.count);
      return selection
        .column(correlationDraw(term, other, coefficient))
        .map((rho, d) => rho * sds[k]![d]! * sds[l]![d]!);
    }),
  );
}

/**
 * Weighted means over rows of products of the term's columns, times the kernel's variance of the row's level: with them the term's
 * mean variance, of z′ Σ z per row, is linear in Σ (Johnson 2014, Methods in Ecology and Evolution 5, 944-946).
 *
 * @param weights One a row; rows of weight 0 do not count.
 * @returns Of coefficients k and l ≤ k.
 */
export function meanProducts(term: GroupTerm, weights: Float64Array): number[][] {
  const { columns, index, related } = term;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return columns.map((column, k) =>
    columns.slice(0, k + 1).map((other) => {
      let sum = 0;
      for (let row = 0; row < weights.length; row += 1) {
        const kernel = related?.kernel.variances[index[row]!] ?? 1;
        sum += weights[row]! * kernel * (column?.[row] ?? 1) * (other?.[row] ?? 1);
      }
      return sum / total;
    }),
  );
}

/** Σ_kl products_kl Σ_kl for each draw. */
export function varianceOfProducts(products: readonly (readonly number[])[], covariance: TermCovariance): Float64Array {
  const out = new Float64Array(covariance[0]![0]!.length);
  covariance.forEach((row, k) =>
    row.forEach((draws, l) => {
      const factor = products[k]![l]! * (l === k ? 1 : 2);
      if (factor !== 0) for (let d = 0; d < out.length; d += 1) out[d]! += factor * draws[d]!;
    }),
  );
  return out;
}

/** z′ Σ z times the kernel's variance, for each row at the mean of Σ over the draws. */
export function rowVariances(term: GroupTerm, covariance: TermCovariance): Float64Array {
  const { columns, index, related } = term;
  const means = covariance.map((row) => row.map((draws) => draws.reduce((sum, x) => sum + x, 0) / draws.length));
  return Float64Array.from(index, (level, row) => {
    let sum = 0;
    means.forEach((line, k) =>
      line.forEach((mean, l) => {
        sum += mean * (l === k ? 1 : 2) * (columns[k]?.[row] ?? 1) * (columns[l]?.[row] ?? 1);
      }),
    );
    return sum * (related?.kernel.variances[level] ?? 1);
  });
}
