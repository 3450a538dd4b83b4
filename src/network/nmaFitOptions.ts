/** Of the options of a network meta-analysis those that are of any fit. */
import { UserError } from "../../engine/core/UserError.js";
import type { FitOptions } from "../FitOptions.js";
import type { NmaOptions } from "./NmaOptions.js";

/**
 * Acceptance that steps are tuned to with random effects unless it is told: where data are sparse the posterior bends sharply at high
 * heterogeneity, and a network takes little time in any case.
 */
export const acceptanceOfRandomEffects = 0.95;

/** @throws UserError for `na`, which other models take. */
export function nmaFitOptions(options: NmaOptions): FitOptions {
  const { chains, warmup, draws, seed, effects = "random", maxTreeDepth, metric, stopWarmupEarly, algorithm } = options;
  const adaptDelta = options.adaptDelta ?? (effects === "random" ? acceptanceOfRandomEffects : undefined);
  const { workers, optimise, maxMemory, signal, onProgress } = options;
  if ("na" in options)
    throw new UserError("a network takes no na: empty cells say something in its table; leave rows out of the table.");
  return {
    ...{ chains, warmup, draws, seed, adaptDelta, maxTreeDepth, metric, stopWarmupEarly, algorithm },
    ...{ workers, optimise, maxMemory, signal, onProgress },
  };
}
