/** Smooths numbers to a density on a given grid, without letting any of it fall beyond a bound. */
import { exp } from "../../engine/math/exp.js";
import { pow } from "../../engine/math/pow.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";

const oneOverRootTwoPi = 0.3989422804014327;

/** Where a density ends; infinite where it does not. */
export interface Support {
  readonly low: number;
  readonly high: number;
}

/** An even grid. */
export interface Grid {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Gaussian kernel density at the points of a grid, mirrored at the bounds of the support (Silverman 1986, Density Estimation for
 * Statistics and Data Analysis, sections 2.10 and 3.4.2). Numbers are first binned linearly to a grid four times as fine. What lies
 * beyond the grid counts in the total, so that the curve over part of the support keeps its height. Numbers that are not finite are
 * left out; zero everywhere where there are none.
 *
 * @param bandwidth sd of the kernel, {@link bandwidthOf} the values where left out
 * @example boundedDensity(times, { from: 0, step: 0.1, count: 64 }, { low: 0, high: Infinity })
 */
export function boundedDensity(values: Float64Array, grid: Grid, support: Support, bandwidth?: number): Float64Array {
  const sorted = values.filter(Number.isFinite).sort();
  const h = bandwidth ?? bandwidthOf(sorted);
  if (sorted.length === 0 || !(h > 0)) return new Float64Array(grid.count);
  const fineness = 4;
  const step = grid.step / fineness;
  const reach = Math.ceil((4.5 * h) / step);
  // Bins from `reach` cells before the grid to as many after it hold all that the kernel carries into it.
  const first = grid.from - reach * step;
  const bins = new Float64Array((grid.count - 1) * fineness + 1 + 2 * reach);
  const add = (value: number): void => {
    const place = (value - first) / step;
    const cell = Math.floor(place);
    if (cell < -1 || cell >= bins.length) return;
    if (cell >= 0) bins[cell] += cell + 1 - place;
    if (cell + 1 < bins.length) bins[cell + 1] += place - cell;
  };
  for (const value of sorted) {
    add(value);
    if (Number.isFinite(support.low)) add(2 * support.low - value);
    if (Number.isFinite(support.high)) add(2 * support.high - value);
  }
  const kernel = Float64Array.from({ length: reach + 1 }, (_, k) => {
    const z = (k * step) / h;
    return (oneOverRootTwoPi * exp(-0.5 * z * z)) / (h * sorted.length);
  });
  return Float64Array.from({ length: grid.count }, (_, i) => {
    const x = grid.from + i * grid.step;
    // A grid may reach beyond the support by the rounding of its step.
    if (x < support.low - 1e-9 * grid.step || x > support.high + 1e-9 * grid.step) return 0;
    const centre = i * fineness + reach;
    let sum = bins[centre] * kernel[0];
    for (let k = 1; k <= reach; k++) sum += (bins[centre - k] + bins[centre + k]) * kernel[k];
    return sum;
  });
}

/**
 * Silverman's bandwidth, 0.9 min(sd, interquartile range / 1.34) n^(-1/5) (1986, equation 3.31), as R's `bw.nrd0`: where the quartiles
 * are equal the sd alone counts. 0 for numbers that are all equal.
 *
 * @param sorted ascending, finite
 */
export function bandwidthOf(sorted: Float64Array): number {
  const n = sorted.length;
  if (n < 2) return 0;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1));
  const quartiles = (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / 1.34;
  const spread = quartiles > 0 ? Math.min(sd, quartiles) : sd;
  return 0.9 * spread * pow(n, -0.2);
}
