/** Smooths draws to a density curve. */

/** A curve on an even grid. */
export interface Density {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

// The triweight kernel looks like a Gaussian but ends, so the sum over the grid is short. The factor makes its
// bandwidth mean the same (canonical bandwidths, Marron & Nolan 1988, table 1: 2.3122 / 0.7764).
const triweightFactor = 2.978;

/**
 * Kernel density estimate over the range of the draws, with Silverman's bandwidth (0.9 min(sd, IQR/1.34) n^(-1/5)).
 * Draws are first binned linearly. Reflects at both ends, so that a density piled up at a bound does not fall there.
 * Empty where there are fewer than two different finite values.
 */
export function kernelDensity(draws: Float64Array, gridSize = 128): Density {
  const sorted = draws.filter(Number.isFinite).sort();
  const n = sorted.length;
  const low = sorted[0];
  const high = sorted[n - 1];
  if (n < 2 || !(high > low) || !Number.isFinite(high - low)) return { x: new Float64Array(), y: new Float64Array() };

  const step = (high - low) / (gridSize - 1);
  const weights = linearBins(sorted, low, step, gridSize);
  const reach = Math.max(triweightFactor * bandwidth(sorted), step * 1.5);
  const x = Float64Array.from({ length: gridSize }, (_, i) => low + i * step);
  const y = new Float64Array(gridSize);
  const span = Math.ceil(reach / step);
  const last = gridSize - 1;
  const kernel = Float64Array.from({ length: span + 1 }, (_, distance) => triweight((distance * step) / reach));
  for (let i = 0; i < gridSize; i++) {
    if (weights[i] === 0) continue;
    // Beyond one mirror image at either end there is nothing left of a kernel that is worth keeping.
    for (let k = Math.max(-last, i - span); k <= Math.min(2 * last, i + span); k++) {
      const mirrored = k < 0 ? -k : k > last ? 2 * last - k : k;
      y[mirrored] += weights[i] * kernel[Math.abs(k - i)];
    }
  }
  // An end point is its own mirror image, and stands for half a cell.
  y[0] *= 2;
  y[last] *= 2;
  let total = 0;
  for (let i = 0; i < gridSize; i++) total += y[i] * step * (i === 0 || i === last ? 0.5 : 1);
  return { x, y: y.map((height) => height / total) };
}

function linearBins(sorted: Float64Array, low: number, step: number, gridSize: number): Float64Array {
  const weights = new Float64Array(gridSize);
  for (const value of sorted) {
    const place = (value - low) / step;
    const cell = Math.min(gridSize - 2, Math.floor(place));
    weights[cell] += cell + 1 - place;
    weights[cell + 1] += place - cell;
  }
  return weights;
}

function bandwidth(sorted: Float64Array): number {
  const n = sorted.length;
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(sorted.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (n - 1));
  const quartiles = (sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))]) / 1.34;
  const spread = quartiles > 0 ? Math.min(sd, quartiles) : sd;
  return (0.9 * spread) / fifthRoot(n);
}

/** Newton's method from above; exact to rounding for counts of draws. */
function fifthRoot(n: number): number {
  let root = Math.max(1, Math.sqrt(n));
  for (let i = 0; i < 40; i++) root -= (root - n / (root * root * root * root)) / 5;
  return root;
}

function triweight(u: number): number {
  const w = 1 - u * u;
  return w > 0 ? w * w * w : 0;
}
