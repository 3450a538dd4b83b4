/** Cholesky factors of correlation matrices are sampled by canonical partial correlations, as in Stan. */
import { tf } from "../../../engine/autodiff/ops.js";
import { log1p } from "../../../engine/math/log1p.js";
import type { Transform } from "./Transform.js";

const LOG_2 = 0.6931471805599453;

/**
 * With r = tanh z, row by row below the diagonal: L_ij = r_ij ∏_{l<j} √(1 − r_il²), and L_ii is the whole product.
 * Products are sums of s = ln(1 − r²) = 2 (ln 2 − z − ln(1 + e^(−2z))), which stays exact when a correlation nears ±1.
 */
export const correlationCholeskyTransform: Transform = {
  length: ([size]) => (size! * (size! - 1)) / 2,
  constrain(z, shape) {
    const layout = layoutOf(shape[0]!);
    const logRest = tf().mul(tf().sub(LOG_2, tf().add(z, tf().softplus(tf().mul(z, -2)))), 2);
    const column = tf().reshape(logRest, [layout.length, 1]);
    const sums = tf().reshape(tf().matMul(tf().tensor2d(layout.halfSums), column as never), [-1]);
    const factors = tf().concat([tf().tanh(z), tf().ones([shape[0]!])]);
    const entries = tf().mul(factors, tf().exp(sums));
    const padded = tf().concat([entries, tf().zeros([1])]);
    return {
      value: tf().reshape(tf().gather(padded, tf().tensor1d(layout.places, "int32")), [...shape]),
      logJacobian: tf().sum(tf().mul(logRest, tf().tensor1d(layout.jacobianWeights))),
    };
  },
  unconstrain(values, [size]) {
    const out: number[] = [];
    for (let i = 1; i < size!; i += 1) {
      let rest = 1;
      for (let j = 0; j < i; j += 1) {
        const x = values[i * size! + j]!;
        const r = x / Math.sqrt(rest);
        out.push(0.5 * (log1p(r) - log1p(-r)));
        rest -= x * x;
      }
    }
    return Float64Array.from(out);
  },
};

interface Layout {
  readonly length: number;
  /** (length + size) × length: half the sum of s over the columns to the left, for each entry, then each diagonal. */
  readonly halfSums: number[][];
  /** How often each s counts in ln |∂L/∂z| = Σ s_ij + ½ Σ_{l<j} s_il. */
  readonly jacobianWeights: number[];
  /** For each of size × size places, the entry that stands there; the last one is 0. */
  readonly places: number[];
}

function layoutOf(size: number): Layout {
  const length = (size * (size - 1)) / 2;
  const entry = (i: number, j: number): number => (i * (i - 1)) / 2 + j;
  const left = (i: number, columns: number): number[] => {
    const row = new Array<number>(length).fill(0);
    for (let l = 0; l < columns; l += 1) row[entry(i, l)] = 0.5;
    return row;
  };
  const rows = Array.from({ length: size }, (_, i) => i);
  const below = rows.flatMap((i) => rows.slice(0, i).map((j) => ({ i, j })));
  return {
    length,
    halfSums: [...below.map(({ i, j }) => left(i, j)), ...rows.map((i) => left(i, i))],
    jacobianWeights: below.map(({ i, j }) => 1 + (i - 1 - j) / 2),
    places: rows.flatMap((i) => rows.map((j) => (j < i ? entry(i, j) : j === i ? length + i : length + size))),
  };
}
