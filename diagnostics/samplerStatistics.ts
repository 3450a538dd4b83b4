/** Counts over the sampler's own statistics in the draws that are used: divergences, and trajectories stopped by the tree depth limit. */
import type { ChainDraws, Draws } from "../engine/core/Draws.js";
import { ebfmi } from "./ebfmi.js";
import { evenChains } from "./evenChains.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/** Transitions after warmup that are used (see `evenChains`): the denominator of the counts. */
export function transitionCount(draws: Draws): number {
  const even = evenChains(draws);
  return even.chains.length * even.draws;
}

/** Transitions that diverged, of those that are used; `notRecorded` for draws of a program that does not say. */
export function divergenceCount(draws: Draws): Statistic {
  return countWhere(
    draws,
    (chain) => chain.statistics.divergent,
    (flag) => flag === 1,
  );
}

/**
 * Transitions whose tree reached the depth limit, of those that are used; `notRecorded` where the limit is not known (`maxTreeDepth` 0) or the
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

/**
 * E-BFMI of every chain, from the draws that are used; `leftOut` for a chain that is not, `noEnergy` for one whose draws were
 * proposed independently, without a momentum.
 */
export function ebfmiByChain(draws: Draws): Statistic[] {
  const even = evenChains(draws);
  return draws.chains.map((chain) => {
    if (chain.drawCount > 0 && even.leftOut.includes(chain)) return missing("leftOut");
    // Such a sampler has no step size either.
    if (chain.warmup && Number.isNaN(chain.warmup.stepSize)) return missing("noEnergy");
    return ebfmi(chain.statistics.energy.subarray(0, Math.min(chain.drawCount, even.draws)));
  });
}

function countWhere(
  draws: Draws,
  valuesOf: (chain: ChainDraws) => Float64Array,
  holds: (value: number) => boolean,
): Statistic {
  let count = 0;
  let recorded = false;
  const even = evenChains(draws);
  for (const chain of even.chains) {
    const values = valuesOf(chain);
    const n = Math.min(values.length, even.draws);
    for (let i = 0; i < n; i++) {
      if (values[i] === values[i]) recorded = true;
      if (holds(values[i])) count++;
    }
  }
  return recorded ? { value: count } : missing(transitionCount(draws) === 0 ? "noDraws" : "notRecorded");
}
