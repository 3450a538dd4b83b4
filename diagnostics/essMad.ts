/** Effective sample size of the median absolute deviation. */
import { finiteEss } from "./ess.js";
import { foldedOrder } from "./foldedOrder.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { splitPooled } from "./splitChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * ESS of the median distance from the median: that of the split indicator of being no farther (ArviZ takes normal scores of the
 * indicator, which has two values, so that the figure is the same). NaN with the reason `constantTail` where all draws are equally
 * far.
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if the chains are not of one length.
 * @example essMad(chains).value
 */
export function essMad(chains: readonly Float64Array[]): Statistic {
  return essMadOf(sampleOf(chains));
}

/** {@link essMad} of prepared draws, with the order of their distances from the median if at hand. */
export function essMadOf(sample: Sample, folded?: Uint32Array): Statistic {
  if (sample.reason !== undefined) return missing(sample.reason);
  const { pooled, median, draws } = sample;
  const order = folded ?? foldedOrder(sample);
  const distance = (k: number) => Math.abs(pooled[order[k]] - median);
  const half = order.length >> 1;
  const middle = order.length % 2 === 1 ? distance(half) : (distance(half - 1) + distance(half)) / 2;
  const near = pooled.map((x) => (Math.abs(x - median) <= middle ? 1 : 0));
  const result = finiteEss(splitPooled(near, draws));
  return result.reason === "constant" ? missing("constantTail") : result;
}
