/** A normal law fitted to draws, near enough to a posterior to be a bridge's other end. */
import { LOG_SQRT_2PI } from "../../engine/distributions/constants.js";
import { cholesky } from "../../engine/math/cholesky.js";
import { log } from "../../engine/math/log.js";

/** Normal with mean m and covariance L Lᵀ. */
export interface BridgeProposal {
  readonly dimension: number;
  readonly mean: Float64Array;
  /** L, lower triangular, row by row. */
  readonly lower: Float64Array;
  /** Σ log L_ii. */
  readonly logVolume: number;
}

/**
 * The normal law with the mean and covariance of positions. Covariances are shrunk by n / (n + d), n positions in d dimensions: of few positions
 * they would not be invertible, and any normal law will do for a bridge. A coordinate that never varies gets a variance of 1.
 *
 * @param positions (n × dimension), row by row, in pieces such as chains
 * @example fitProposal([positions], 2).mean; // Float64Array [0.1, -0.3]
 */
export function fitProposal(positions: readonly Float64Array[], dimension: number): BridgeProposal {
  const count = positions.reduce((sum, piece) => sum + piece.length / dimension, 0);
  const mean = new Float64Array(dimension);
  eachRow(positions, dimension, (row) => row.forEach((x, i) => (mean[i]! += x / count)));
  const covariance = new Float64Array(dimension * dimension);
  const apart = new Float64Array(dimension);
  eachRow(positions, dimension, (row) => {
    for (let i = 0; i < dimension; i += 1) {
      apart[i] = row[i]! - mean[i]!;
      for (let j = 0; j <= i; j += 1) covariance[i * dimension + j]! += (apart[i]! * apart[j]!) / (count - 1);
    }
  });
  const kept = count / (count + dimension);
  for (let i = 0; i < dimension; i += 1) {
    for (let j = 0; j < i; j += 1) covariance[i * dimension + j]! *= kept;
    if (!(covariance[i * dimension + i]! > 0)) covariance[i * dimension + i] = 1;
  }
  const lower = cholesky(covariance, dimension);
  let logVolume = 0;
  for (let i = 0; i < dimension; i += 1) logVolume += log(lower[i * dimension + i]!);
  return { dimension, mean, lower, logVolume };
}

/** m + sign · L z, written into `out`. */
export function placeAt(
  { dimension, mean, lower }: BridgeProposal,
  z: Float64Array,
  sign: 1 | -1,
  out: Float64Array,
): void {
  for (let i = 0; i < dimension; i += 1) {
    let sum = 0;
    for (let j = 0; j <= i; j += 1) sum += lower[i * dimension + j]! * z[j]!;
    out[i] = mean[i]! + sign * sum;
  }
}

/** Log density of the standard normal law of z. */
export function logStandard(z: Float64Array): number {
  return z.reduce((sum, x) => sum - LOG_SQRT_2PI - (x * x) / 2, 0);
}

/** Calls `visit` with each row of the pieces. */
export function eachRow(pieces: readonly Float64Array[], width: number, visit: (row: Float64Array) => void): void {
  for (const piece of pieces) {
    for (let start = 0; start + width <= piece.length; start += width) visit(piece.subarray(start, start + width));
  }
}
