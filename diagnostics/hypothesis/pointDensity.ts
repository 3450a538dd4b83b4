/** The density of a quantity at one point, from draws. */
import { LOG_SQRT_2PI } from "../../engine/distributions/constants.js";
import { exp } from "../../engine/math/exp.js";
import { pow } from "../../engine/math/pow.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import { mcseMean } from "../mcseMean.js";
import { mean, variance } from "../moments.js";
import { sampleOf } from "../sample.js";
import { missing, type Statistic } from "../statistic.js";

/** A density, and how far it may be from that of the quantity for there being so few draws. */
export interface PointDensity extends Statistic {
  /** Monte Carlo standard error, by the effective sample size of the kernel's heights; it does not know the kernel's own bias. */
  readonly mcse: Statistic;
  /** Draws within two bandwidths of the point: the estimate rests on these. */
  readonly near: number;
}

/**
 * Height of a Gaussian kernel density estimate at a point, with the bandwidth of R's `bw.nrd0`, 0.9 min(sd, IQR / 1.34) n^(-1/5): what
 * `density()` of R comes to without its grid.
 *
 * @param chains equal lengths, at least 12 draws each for the error; infinite or NaN draws give NaN with the reason `nonfinite`
 * @param isEnd whether the quantity ends at the point: kernels are mirrored there, half of each being where there is nothing
 * @throws RangeError if the chains are not of one length.
 * @example pointDensity([draws], 0); // { value: 0.41, mcse: { value: 0.006 }, near: 310 }
 */
export function pointDensity(chains: readonly Float64Array[], point: number, isEnd = false): PointDensity {
  const { pooled, reason } = sampleOf(chains);
  if (reason !== undefined) return { ...missing(reason), mcse: missing(reason), near: 0 };
  const width = bandwidth(pooled);
  const scale = (isEnd ? 2 : 1) / width;
  const heights = chains.map((chain) =>
    chain.map((x) => {
      const z = (x - point) / width;
      return scale * exp(-0.5 * z * z - LOG_SQRT_2PI);
    }),
  );
  const value = heights.reduce((sum, chain) => sum + mean(chain), 0) / heights.length;
  return {
    value,
    mcse: mcseMean(heights),
    near: pooled.reduce((count, x) => (Math.abs(x - point) <= 2 * width ? count + 1 : count), 0),
  };
}

/** Whether draws come up to a point and none lies beyond it: it will be an end of what the quantity may be. */
export function isEndOf(draws: Float64Array, point: number): boolean {
  const [low, high] = [
    draws.reduce((a, b) => Math.min(a, b), Infinity),
    draws.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  if (!(high > low)) return false;
  const distance = low >= point ? low - point : high <= point ? point - high : Infinity;
  return distance <= bandwidth(draws);
}

/** R's `bw.nrd0` of numbers that are not all equal. */
function bandwidth(draws: Float64Array): number {
  const sorted = draws.slice().sort();
  const sd = Math.sqrt(variance(sorted, mean(sorted)));
  const spread = (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / 1.34;
  return 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * pow(sorted.length, -0.2);
}
