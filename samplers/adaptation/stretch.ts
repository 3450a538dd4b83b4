/** A stretch of warmup: what its draws and the gradients at them say about location, scale and mixing. */
import type { ChainState } from "../kernel.js";
import { combined, observe, variance, welford, type Welford } from "./welford.js";

/** Running sums over a stretch; mutable, owned by whoever made it. */
export interface Stretch {
  readonly draws: Welford;
  readonly gradients: Welford;
  /** Of dimension 1. */
  readonly logDensity: Welford;
  /** Sums of products of deviations of a coordinate and of its gradient. */
  readonly products: Float64Array;
  /** Sums of squared differences of neighbouring draws by coordinate; after the last coordinate, of the log density. */
  readonly jumps: Float64Array;
  /** The last state seen. */
  last: ChainState | undefined;
  /** Transitions that diverged. */
  divergences: number;
}

/** Nothing seen yet. */
export function emptyStretch(dimension: number): Stretch {
  return {
    draws: welford(dimension),
    gradients: welford(dimension),
    logDensity: welford(1),
    products: new Float64Array(dimension),
    jumps: new Float64Array(dimension + 1),
    last: undefined,
    divergences: 0,
  };
}

/** Adds the state that a transition led to. */
export function observeDraw(stretch: Stretch, state: ChainState, divergent: boolean): void {
  const { draws, gradients, products, jumps, last } = stretch;
  const { position, gradient, logDensity } = state;
  const dimension = position.length;
  // Both deviations are from the means before this draw, which makes them n + 1 over n times too large.
  const share = draws.count / (draws.count + 1);
  for (let i = 0; i < dimension; i++) {
    products[i] += share * (position[i] - draws.mean[i]) * (gradient[i] - gradients.mean[i]);
  }
  if (last !== undefined) {
    for (let i = 0; i < dimension; i++) {
      const jump = position[i] - last.position[i];
      jumps[i] += jump * jump;
    }
    jumps[dimension] += (logDensity - last.logDensity) * (logDensity - last.logDensity);
  }
  observe(draws, position);
  observe(gradients, gradient);
  observe(stretch.logDensity, Float64Array.of(logDensity));
  stretch.last = state;
  if (divergent) stretch.divergences++;
}

/** Two stretches, one after the other, as one; what it shares with them is not changed. */
export function joined(earlier: Stretch, later: Stretch): Stretch {
  const weight = (earlier.draws.count * later.draws.count) / (earlier.draws.count + later.draws.count);
  return {
    draws: combined(earlier.draws, later.draws),
    gradients: combined(earlier.gradients, later.gradients),
    logDensity: combined(earlier.logDensity, later.logDensity),
    products: earlier.products.map(
      (sum, i) =>
        sum +
        later.products[i] +
        weight * (later.draws.mean[i] - earlier.draws.mean[i]) * (later.gradients.mean[i] - earlier.gradients.mean[i]),
    ),
    // The jump from one to the other is left out: one of many.
    jumps: earlier.jumps.map((sum, i) => sum + later.jumps[i]),
    last: later.last,
    divergences: earlier.divergences + later.divergences,
  };
}

/**
 * Independent draws that the stretch is worth for the mean of coordinate `i`, taken for an autoregression of order 1 whose
 * correlation follows from the jumps; never more than its draws. The log density comes after the last coordinate.
 */
export function effectiveDraws({ draws, logDensity, jumps }: Stretch, i: number): number {
  const spread = i < draws.mean.length ? variance(draws, i) : variance(logDensity, 0);
  // One minus the correlation of neighbours.
  const fresh = jumps[i] / (2 * (draws.count - 1) * spread);
  if (!(fresh >= 0)) return 0;
  return fresh >= 1 ? draws.count : (draws.count * fresh) / (2 - fresh);
}

/**
 * Minus the covariance of coordinate `i` with its gradient. It is 1 for draws of the posterior, whatever that is
 * (by partial integration), and less where the draws have not yet been as far as the density reaches.
 */
export function coverage({ draws, products }: Stretch, i: number): number {
  return -products[i] / (draws.count - 1);
}
