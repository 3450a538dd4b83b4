/** One replicate out of all. */
import type { Replicates } from "../../../engine/core/Replicates.js";

/** The responses of the k-th draw of `draws`, from 0: a view, not a copy. */
export function replicateOf({ values, observed }: Replicates, k: number): Float64Array {
  return values.subarray(k * observed.length, (k + 1) * observed.length);
}

/** All replicates of the i-th observation that are known, ascending. */
export function replicatesAt({ values, observed, draws }: Replicates, i: number): Float64Array {
  const n = observed.length;
  return Float64Array.from({ length: draws.length }, (_, k) => values[k * n + i])
    .filter((value) => !Number.isNaN(value))
    .sort();
}
