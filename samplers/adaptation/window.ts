/** A stretch of warmup: its draws, the gradients at them, and whether it agrees with another stretch. */
import { log } from "../../engine/math/log.js";
import type { ChainState } from "../kernel.js";
import { observe, variance, welford, type Welford } from "./welford.js";

/** Running means and variances over a stretch; mutable, like its parts. */
export interface Window {
  readonly draws: Welford;
  readonly gradients: Welford;
  /** Of dimension 1. */
  readonly logDensity: Welford;
}

/** Nothing seen yet. */
export function emptyWindow(dimension: number): Window {
  return { draws: welford(dimension), gradients: welford(dimension), logDensity: welford(1) };
}

/** Adds a state. */
export function observeState(window: Window, { position, gradient, logDensity }: ChainState): void {
  observe(window.draws, position);
  observe(window.gradients, gradient);
  observe(window.logDensity, Float64Array.of(logDensity));
}

/** A copy that later draws do not change. */
export function copiedWindow({ draws, gradients, logDensity }: Window): Window {
  const copied = ({ count, mean, squares }: Welford) => ({ count, mean: mean.slice(), squares: squares.slice() });
  return { draws: copied(draws), gradients: copied(gradients), logDensity: copied(logDensity) };
}

/** Squared shift of a mean allowed, in units of the variance: two windows of about 8 independent draws each. */
const SHIFT = 0.25;
/** Root mean square difference allowed between the logarithms of two metrics: a factor of 1.35, of 1.16 in scale. */
const LOG_RATIO = 0.3;

/**
 * Whether two windows, one after the other, may be taken for draws of the same distribution: the log density has not
 * drifted, nor have the coordinates on average, and both windows give the same metric up to noise. A rule of thumb that
 * slow mixing makes stricter: where neighbouring draws are much alike, the means of windows differ.
 */
export function settled(earlier: Window, later: Window): boolean {
  if (shift(earlier.logDensity, later.logDensity) > SHIFT || shift(earlier.draws, later.draws) > SHIFT) return false;
  const dimension = earlier.draws.mean.length;
  let squares = 0;
  for (let i = 0; i < dimension; i++) {
    const ratio = variance(earlier.draws, i) / variance(later.draws, i);
    const gradientRatio = variance(earlier.gradients, i) / variance(later.gradients, i);
    const difference = 0.5 * log(ratio / gradientRatio);
    squares += difference * difference;
  }
  return squares / dimension <= LOG_RATIO * LOG_RATIO;
}

/** Mean over coordinates of the squared difference of means, in units of the mean variance. */
function shift(earlier: Welford, later: Welford): number {
  const dimension = earlier.mean.length;
  let sum = 0;
  for (let i = 0; i < dimension; i++) {
    const difference = earlier.mean[i] - later.mean[i];
    sum += (2 * difference * difference) / (variance(earlier, i) + variance(later, i));
  }
  return sum / dimension;
}
