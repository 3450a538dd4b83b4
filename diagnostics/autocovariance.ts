/** Autocovariance of chains: lag by lag while lags are few, by the Fourier transform beyond. */
import { fft, inverseFft, nextPowerOfTwo } from "./fft.js";
import { meansOf } from "./moments.js";

/**
 * Lags that are summed directly. Chains that mix well need few, and these cost less than the transform; about here the
 * costs are equal.
 */
const directLags = 40;

/**
 * Biased autocovariance of one series, a_t = (1/n) Σ (x_i - x̄)(x_{i+t} - x̄), at lags 0, …, n - 1 (Geyer 1992; the
 * denominator n at every lag keeps the sequence positive definite). All zeros for a constant series.
 *
 * @example autocovariance(Float64Array.of(1, 2, 3)) // [0.667, 0, -0.333]
 */
export function autocovariance(series: Float64Array): Float64Array {
  return transformed(centered([series], meansOf([series])));
}

/**
 * The mean over chains of their autocovariances, each about its own mean, as a function of the lag. Computed as lags are
 * asked for, all at once when they are many.
 *
 * @param chains equal lengths
 * @param means of the chains
 */
export function meanAutocovariance(
  chains: readonly Float64Array[],
  means: Float64Array = meansOf(chains),
): (lag: number) => number {
  const deviations = centered(chains, means);
  const n = chains[0].length;
  let all: Float64Array | undefined;
  return (lag) => {
    if (all === undefined && lag >= directLags) all = transformed(deviations);
    if (all !== undefined) return all[lag];
    let sum = 0;
    for (const deviation of deviations) sum += laggedProduct(deviation, lag);
    return sum / (n * chains.length);
  };
}

/** Σ x_i x_{i+lag}, in four sums that the processor can run side by side. */
function laggedProduct(x: Float64Array, lag: number): number {
  const last = x.length - lag;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < last; i += 4) {
    a += x[i] * x[i + lag];
    b += x[i + 1] * x[i + 1 + lag];
    c += x[i + 2] * x[i + 2 + lag];
    d += x[i + 3] * x[i + 3 + lag];
  }
  for (; i < last; i++) a += x[i] * x[i + lag];
  return a + b + (c + d);
}

/**
 * Mean autocovariance of centred chains at all lags. Two chains are transformed at once as real and imaginary
 * part: the real part of the inverse transform of |Z|² is the sum of both autocorrelations, and the inverse is taken once,
 * of the sum over all pairs. Padding to twice the length keeps the ends from wrapping round.
 */
function transformed(deviations: readonly Float64Array[]): Float64Array {
  const n = deviations[0].length;
  const size = nextPowerOfTwo(2 * n);
  const power = new Float64Array(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let c = 0; c < deviations.length; c += 2) {
    re.set(deviations[c]);
    re.fill(0, n);
    im.fill(0);
    if (c + 1 < deviations.length) im.set(deviations[c + 1]);
    fft(re, im);
    for (let k = 0; k < size; k++) power[k] += re[k] * re[k] + im[k] * im[k];
  }
  im.fill(0);
  inverseFft(power, im);
  const result = power.slice(0, n);
  const factor = 1 / (size * n * deviations.length);
  for (let t = 0; t < n; t++) result[t] *= factor;
  return result;
}

/** Every chain minus its own mean. */
function centered(chains: readonly Float64Array[], means: Float64Array): Float64Array[] {
  const n = chains[0].length;
  const all = new Float64Array(n * chains.length);
  return chains.map((chain, c) => subtract(chain, means[c], all.subarray(c * n, (c + 1) * n)));
}

function subtract(values: Float64Array, center: number, out: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) out[i] = values[i] - center;
  return out;
}
