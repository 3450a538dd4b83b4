/** Inverts the distribution function of a variable with log-concave density. */
import { exp } from "./exp.js";
import type { LogTails } from "./incompleteBeta.js";

/**
 * The quantile z at log probability `logLower` (below z) and `logUpper` (above), from a first guess.
 *
 * The log of a log-concave variable's tail is concave too, so Newton's method on it lands on the outer side after one step and
 * comes back from there monotonely: no bracket is needed.
 *
 * @param scale a standard deviation or so; no step is longer than ten of it
 */
export function quantileByNewton(
  tails: (z: number) => LogTails,
  logLower: number,
  logUpper: number,
  start: number,
  scale: number,
): number {
  const useLower = logLower <= logUpper;
  let z = start;
  let previous = Infinity;
  for (let i = 0; i < 200; i++) {
    const { lower, upper, density } = tails(z);
    const step = useLower ? (logLower - lower) * ratio(lower, density) : (upper - logUpper) * ratio(upper, density);
    const limited = Math.max(-10 * scale, Math.min(10 * scale, step));
    // Converged, or down to the noise of the tails, where steps no longer shrink.
    const size = Math.abs(limited);
    if (size <= 1e-16 * Math.abs(z) || (size < 1e-9 * scale && size >= 0.5 * previous)) return z;
    z += limited;
    previous = size;
  }
  return z;
}

/** Tail over density, from their logarithms. */
function ratio(tail: number, density: number): number {
  return exp(Math.min(700, tail - density));
}
