/** Monte Carlo standard error of quantiles. */
import { betaQuantile } from "../engine/math/betaQuantile.js";
import { essQuantileOf } from "./essQuantile.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { mapStatistic } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** Φ(-1) and Φ(1), rounded as R's `posterior` rounds them, so that figures agree. */
const below = 0.1586553;
const above = 0.8413447;

/**
 * Standard error of the `p` quantile of the draws: half the width of the central 68 % interval for it. With e the ESS of
 * the quantile, the share of the distribution below it is beta(e p + 1, e (1 - p) + 1); its limits are read off the
 * sorted draws (Vehtari et al. 2021).
 *
 * @param chains equal lengths, at least 12 draws each
 * @throws RangeError if `p` is not in [0, 1] or the chains are not of one length.
 */
export function mcseQuantile(chains: readonly Float64Array[], p: number): Statistic {
  return mcseQuantileOf(sampleOf(chains), p);
}

/** Standard error of the median, `mcseQuantile(chains, 0.5)`. */
export function mcseMedian(chains: readonly Float64Array[]): Statistic {
  return mcseQuantile(chains, 0.5);
}

/** {@link mcseQuantile} of prepared draws. */
export function mcseQuantileOf(sample: Sample, p: number): Statistic {
  const { sorted } = sample;
  const count = sorted.length;
  return mapStatistic(essQuantileOf(sample, p), (size) => {
    const low = betaQuantile(below, size * p + 1, size * (1 - p) + 1);
    const high = betaQuantile(above, size * p + 1, size * (1 - p) + 1);
    const lowIndex = Math.max(Math.floor(low * count), 1) - 1;
    const highIndex = Math.min(Math.ceil(high * count), count) - 1;
    return (sorted[highIndex] - sorted[lowIndex]) / 2;
  });
}
