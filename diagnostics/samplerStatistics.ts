/** Counts over the sampler's own statistics: divergences, and trajectories stopped by the tree depth limit. */
import type { ChainDraws, Draws } from "../engine/core/Draws.js";
import { ebfmi } from "./ebfmi.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** Transitions after warmup, over all chains: the denominator of the counts. */
export function transitionCount(draws: Draws): number {
  return draws.chains.reduce((sum, chain) => sum + chain.drawCount, 0);
}

/** Transitions that diverged; `notRecorded` for draws of a program that does not say. */
export function divergenceCount(draws: Draws): Statistic {
  return countWhere(
    draws,
    (chain) => chain.statistics.divergent,
    (flag) => flag === 1,
  );
}

/**
 * Transitions whose tree reached the depth limit; `notRecorded` where the limit is not known (`maxTreeDepth` 0) or the
 * sampler builds no trees.
 */
export function treeDepthHitCount(draws: Draws): Statistic {
  if (!(draws.maxTreeDepth > 0)) return missing("notRecorded");
  return countWhere(
    draws,
    (chain) => chain.statistics.treeDepth,
    (depth) => depth >= draws.maxTreeDepth,
  );
}

/** E-BFMI of every chain. */
export function ebfmiByChain(draws: Draws): Statistic[] {
  return draws.chains.map((chain) => ebfmi(chain.statistics.energy.subarray(0, chain.drawCount)));
}

function countWhere(
  draws: Draws,
  valuesOf: (chain: ChainDraws) => Float64Array,
  holds: (value: number) => boolean,
): Statistic {
  let count = 0;
  let recorded = false;
  for (const chain of draws.chains) {
    const values = valuesOf(chain);
    const n = Math.min(values.length, chain.drawCount);
    for (let i = 0; i < n; i++) {
      if (values[i] === values[i]) recorded = true;
      if (holds(values[i])) count++;
    }
  }
  return recorded ? { value: count } : missing(transitionCount(draws) === 0 ? "noDraws" : "notRecorded");
}
