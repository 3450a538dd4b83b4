/** Autocovariance of chains at all lags, by the Fourier transform. */
import { fft, inverseFft, nextPowerOfTwo } from "./fft.js";
import { mean } from "./moments.js";

/**
 * Biased autocovariance of one series, a_t = (1/n) Σ (x_i - x̄)(x_{i+t} - x̄), at lags 0, …, n - 1 (Geyer 1992; the
 * denominator n at every lag keeps the sequence positive definite). All zeros for a constant series.
 *
 * @example autocovariance(Float64Array.of(1, 2, 3)) // [0.667, 0, -0.333]
 */
export function autocovariance(series: Float64Array): Float64Array {
  return meanAutocovariance([series]);
}

/**
 * The mean over chains of their autocovariances, each about its own mean. Chains have one length.
 *
 * Two chains are transformed at once as real and imaginary part: the real part of the inverse transform of
 * |Z|² is the sum of both autocorrelations, and the inverse is taken once, of the sum over all pairs. Padding to
 * twice the length keeps the ends from wrapping round.
 */
export function meanAutocovariance(chains: readonly Float64Array[]): Float64Array {
  const n = chains[0].length;
  const size = nextPowerOfTwo(2 * n);
  const power = new Float64Array(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let c = 0; c < chains.length; c += 2) {
    center(chains[c], re);
    if (c + 1 < chains.length) center(chains[c + 1], im);
    else im.fill(0);
    fft(re, im);
    for (let k = 0; k < size; k++) power[k] += re[k] * re[k] + im[k] * im[k];
  }
  im.fill(0);
  inverseFft(power, im);
  const result = power.slice(0, n);
  const factor = 1 / (size * n * chains.length);
  for (let t = 0; t < n; t++) result[t] *= factor;
  return result;
}

/** Writes x - x̄ into the beginning of `out` and zeros into the rest. */
function center(series: Float64Array, out: Float64Array): void {
  const n = series.length;
  const average = mean(series);
  for (let i = 0; i < n; i++) out[i] = series[i] - average;
  out.fill(0, n);
}
