/** Median absolute deviation, a robust standard deviation. */
import { foldedOrder } from "./foldedOrder.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** 1 / Φ⁻¹(3/4), rounded as R's `mad` rounds it, so that figures agree. */
const scale = 1.4826;

/**
 * 1.4826 times the median distance from the median, over all draws of all chains; near the standard deviation of a
 * normal.
 *
 * @example mad([Float64Array.of(1, 2, 3, 4, 100)]) // { value: 1.4826 }
 */
export function mad(chains: readonly Float64Array[]): Statistic {
  return madOf(sampleOf(chains));
}

/** {@link mad} of prepared draws, with the order of their distances from the median if at hand. */
export function madOf(sample: Sample, folded?: Uint32Array): Statistic {
  const { pooled, median } = sample;
  const n = sample.sorted.length;
  if (n === 0) return missing(sample.reason ?? "noDraws");
  if (!Number.isFinite(median)) return missing("nonfinite");
  const order = folded ?? foldedOrder(sample);
  const distance = (k: number) => Math.abs(pooled[order[k]] - median);
  const half = n >> 1;
  const value = scale * (n % 2 === 1 ? distance(half) : (distance(half - 1) + distance(half)) / 2);
  return Number.isFinite(value) ? { value } : missing("nonfinite");
}
