/** A density estimate that keeps modes apart. */
import { exp } from "../engine/math/exp.js";
import { pow } from "../engine/math/pow.js";
import { standardDeviation } from "./moments.js";
import { sortedQuantile } from "./quantile.js";

/** Heights at low, low + step, …, not normalised. */
export interface GridDensity {
  readonly low: number;
  readonly step: number;
  readonly heights: Float64Array;
}

/** Points of the grid. */
const size = 512;

/** Of a normal distribution, in sds: the width of its quartiles, and of its shortest tenth. */
const quartileWidth = 1.3489795;
const tenthWidth = 0.2513227;

/**
 * Gaussian kernels over the range of the draws, reflected at its ends so that a density piled up at a bound does not fall
 * there. The bandwidth is Silverman's, 0.9 s n^(-1/5), but s is the least of sd, quartile width and width of the shortest tenth, each as
 * of a normal distribution: the first two are as wide as modes are apart, the last is as wide as one mode.
 *
 * @param sorted ascending, finite, not all equal
 */
export function gridDensity(sorted: Float64Array): GridDensity {
  const n = sorted.length;
  const low = sorted[0];
  const step = (sorted[n - 1] - low) / (size - 1);
  const bandwidth = Math.max(0.9 * spread(sorted) * pow(n, -0.2), step);
  const weights = binned(sorted, low, step);
  const reach = Math.min(size - 1, Math.ceil((5 * bandwidth) / step));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, k) => {
    const u = (k * step) / bandwidth;
    return exp(-0.5 * u * u);
  });
  const heights = new Float64Array(size);
  const last = size - 1;
  for (let i = 0; i < size; i++) {
    if (weights[i] === 0) continue;
    for (let k = i - reach; k <= i + reach; k++) {
      const mirrored = k < 0 ? -k : k > last ? 2 * last - k : k;
      heights[mirrored] += weights[i] * kernel[Math.abs(k - i)];
    }
  }
  // An end is its own mirror image.
  heights[0] *= 2;
  heights[last] *= 2;
  return { low, step, heights };
}

function spread(sorted: Float64Array): number {
  const window = Math.max(1, Math.floor(sorted.length / 10));
  let tenth = Infinity;
  for (let i = 0; i + window < sorted.length; i++) tenth = Math.min(tenth, sorted[i + window] - sorted[i]);
  const quartiles = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
  const robust = [quartiles / quartileWidth, tenth / tenthWidth].filter((width) => width > 0);
  return Math.min(standardDeviation(sorted), ...robust);
}

/** Each draw shared by the two points beside it. */
function binned(sorted: Float64Array, low: number, step: number): Float64Array {
  const weights = new Float64Array(size);
  for (const x of sorted) {
    const place = (x - low) / step;
    const cell = Math.min(size - 2, Math.floor(place));
    weights[cell] += cell + 1 - place;
    weights[cell + 1] += place - cell;
  }
  return weights;
}
