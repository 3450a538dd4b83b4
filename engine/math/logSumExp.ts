/** Sums on the log scale. */
import { exp } from "./exp.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";

/**
 * log Σ e^x, without overflow; -Infinity for no values, NaN if one is NaN.
 *
 * @example logSumExp([1000, 1000]); // 1000.6931471805599
 */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > largest) largest = values[i];
    else if (Number.isNaN(values[i])) return NaN;
  }
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += exp(values[i] - largest);
  return largest + log(sum);
}

/** log(e^x + e^y), without overflow. */
export function logAddExp(x: number, y: number): number {
  if (x === y) return x + Math.LN2;
  const largest = Math.max(x, y);
  return Number.isFinite(largest) ? largest + log1p(exp(-Math.abs(x - y))) : largest;
}
