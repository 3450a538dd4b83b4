/** Shares in proportion to exponentials. */
import { exp } from "../math/exp.js";

/** Writes e^a over the sum of all of them for each a, which is read from where it is written. */
export function softmaxInto(out: Float64Array): void {
  let largest = -Infinity;
  for (const height of out) largest = Math.max(largest, height);
  let sum = 0;
  for (let k = 0; k < out.length; k += 1) sum += out[k] = exp(out[k]! - largest);
  for (let k = 0; k < out.length; k += 1) out[k]! /= sum;
}
