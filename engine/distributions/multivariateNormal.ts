/** The multivariate normal law, by covariance, precision or Cholesky factor of the covariance. */
import { cholesky, diagonal, tf, triangularSolve, type Tensor } from "../autodiff/ops.js";
import type { Rng } from "../core/Rng.js";
import { UserError } from "../core/UserError.js";
import {
  byRow,
  isTensor,
  matrixShape,
  matrixTensor,
  plainMatrix,
  plainVector,
  vectorTensor,
  type MatrixValue,
  type VectorValue,
} from "./arrays.js";
import { LOG_SQRT_2PI } from "./constants.js";
import type { Distribution } from "./Distribution.js";
import { choleskyOfRows, lowerTimes, solveLowerTransposed } from "./draw/triangular.js";
import { real } from "./Support.js";
import { isNumber, type Value } from "./Value.js";

/** One of three ways to say how the elements vary together; a Cholesky factor is lower triangular. */
export type Spread =
  { readonly covariance: MatrixValue } | { readonly precision: MatrixValue } | { readonly cholesky: MatrixValue };

/**
 * Multivariate normal; a number as mean stands for all elements.
 *
 * @example multivariateNormal(0, { cholesky: [[1, 0], [0.5, 0.8]] })
 * @throws UserError unless exactly one square matrix is given and the mean has its length.
 */
export function multivariateNormal(mean: Value | VectorValue, spread: Spread): Distribution {
  const [kind, matrix] = onlyMatrix(spread);
  const [n, columns] = matrixShape(matrix);
  if (n === undefined || n !== columns || n === 0) {
    throw new UserError(`the ${kind} of multivariate_normal must be a square matrix; it is ${n} × ${columns}.`);
  }
  const length = lengthOf(mean, n);
  if (length !== n) {
    throw new UserError(`the mean of multivariate_normal has length ${length}, but its ${kind} is ${n} × ${n}.`);
  }
  return {
    name: "multivariate_normal",
    parameters: {
      mean: typeof mean === "number" || isTensor(mean) ? mean : [...mean],
      [kind]: isTensor(matrix) ? matrix : matrix.flat(),
    },
    support: real,
    eventShape: [n],
    logDensity: logDensity as Distribution["logDensity"],
    random: (rng) =>
      drawMultivariateNormal(rng, plainMean(mean, n), kind, plainMatrix("multivariate_normal", kind, matrix)),
    drawWith(rng, numbers) {
      const flat = numbers[kind] as ArrayLike<number>;
      const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => flat[i * n + j]!));
      return drawMultivariateNormal(rng, meanOf(numbers["mean"]!, n), kind, rows);
    },
  };

  function logDensity(x: Value): Tensor {
    if (isNumber(x)) throw new UserError(`multivariate_normal is a law of vectors of length ${n}, not of a number.`);
    const residual = tf().sub(x, typeof mean === "number" ? mean : vectorTensor(mean));
    const lower = kind === "cholesky" ? matrixTensor(matrix) : cholesky(matrixTensor(matrix));
    const logDeterminant = tf().sum(tf().log(diagonal(lower)));
    const distance = byRow(residual, (rows) => squaredLength(whiten(kind, lower, rows)));
    const constant = tf().add(kind === "precision" ? tf().neg(logDeterminant) : logDeterminant, n! * LOG_SQRT_2PI);
    return tf().sub(tf().mul(distance, -0.5), constant);
  }
}

type Kind = "covariance" | "precision" | "cholesky";

/** (N × n) residuals → (n × N) independent standard normals: L⁻¹ rᵀ, or Lᵀ rᵀ when L is of the precision. */
function whiten(kind: Kind, lower: Tensor, rows: Tensor): Tensor {
  if (kind === "precision") return tf().transpose(tf().matMul(rows as never, lower as never));
  if (rows.shape[0] === 1) {
    const n = rows.shape[1]!;
    return tf().reshape(triangularSolve(lower, tf().reshape(rows, [n])), [n, 1]);
  }
  return triangularSolve(lower, tf().transpose(rows));
}

/** (n × N) → [N]. */
function squaredLength(columns: Tensor): Tensor {
  return tf().sum(tf().square(columns), 0);
}

function onlyMatrix(spread: Spread): readonly [Kind, MatrixValue] {
  const given = (Object.entries(spread) as [Kind, MatrixValue | undefined][]).filter(
    ([, value]) => value !== undefined,
  );
  const [first] = given;
  if (given.length !== 1 || !first || !["covariance", "precision", "cholesky"].includes(first[0])) {
    throw new UserError("multivariate_normal needs exactly one of covariance, precision and cholesky.");
  }
  return [first[0], first[1]!];
}

/** A number stands for n equal elements. */
function lengthOf(mean: Value | VectorValue, n: number): number {
  if (typeof mean === "number") return n;
  return isTensor(mean) ? (mean.rank === 0 ? n : mean.shape[mean.rank - 1]!) : mean.length;
}

/** A number stands for n equal elements. */
function meanOf(mean: number | ArrayLike<number>, n: number): ArrayLike<number> {
  return typeof mean === "number" ? new Float64Array(n).fill(mean) : mean;
}

function plainMean(mean: Value | VectorValue, n: number): readonly number[] | Float64Array {
  if (typeof mean === "number") return new Float64Array(n).fill(mean);
  return plainVector("multivariate_normal", "mean", mean);
}

/** A draw with this mean and this matrix, by rows. */
export function drawMultivariateNormal(
  rng: Rng,
  mean: ArrayLike<number>,
  kind: Kind,
  matrix: readonly ArrayLike<number>[],
): Float64Array {
  const z = Float64Array.from(mean, () => rng.normal());
  const lower = kind === "cholesky" ? matrix : choleskyOfRows(matrix);
  const deviation = kind === "precision" ? solveLowerTransposed(lower, z) : lowerTimes(lower, z);
  return deviation.map((value, i) => value + mean[i]!);
}
