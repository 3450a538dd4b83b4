/** Whether chains go on spreading, as those of a random walk, or stay in a range that they know by a quarter of their draws. */
import { mean, variance } from "../moments.js";
import { concatenated } from "./concatenated.js";

const parts = 4;

/**
 * Variance of all draws over the mean variance within quarters of chains: 1 for chains that settled, about 2 for stationary ones that
 * forget their state over a tenth of their draws, and the larger the further chains still go: about 6 or more for random walks. It has no unit.
 *
 * @param chains draws of one variable by chain; NaN where a quarter of them holds fewer than two
 */
export function growthOf(chains: readonly Float64Array[]): number {
  const all = concatenated(chains);
  const within = mean(chains.flatMap((chain) => partsOf(chain).map((part) => variance(part, mean(part)))));
  return variance(all, mean(all)) / within;
}

/**
 * How far all chains together moved from their first to their last quarter, in standard deviations within quarters, and how many of its
 * standard errors that is; for a common drift, as of chains that are still on their way from where they started.
 *
 * @param chains draws of one variable by chain
 * @returns `drift` 0 where quarters do not follow one another in one direction
 */
export function driftOf(chains: readonly Float64Array[]): { readonly drift: number; readonly score: number } {
  const quarters = chains.map(partsOf);
  const within = Math.sqrt(mean(quarters.flatMap((own) => own.map((part) => variance(part, mean(part))))));
  const means = Array.from({ length: parts }, (_, k) => mean(quarters.map((own) => mean(own[k]!))));
  const steps = means.slice(1).map((value, k) => Math.sign(value - means[k]!));
  if (steps.some((step) => step !== steps[0])) return { drift: 0, score: 0 };
  const drifts = quarters.map((own) => mean(own[parts - 1]!) - mean(own[0]!));
  const average = mean(drifts);
  const error = Math.sqrt(variance(drifts, average) / drifts.length);
  return { drift: Math.abs(average) / within, score: Math.abs(average) / error };
}

function partsOf(chain: Float64Array): readonly Float64Array[] {
  const length = Math.floor(chain.length / parts);
  return Array.from({ length: parts }, (_, k) => chain.subarray(k * length, (k + 1) * length));
}
