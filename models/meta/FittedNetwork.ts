/** A posterior of a network meta-analysis, with all that questions about it need. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Network } from "./data/Network.js";
import type { Likelihood } from "./likelihoods/Likelihood.js";
import type { NetworkDeclaration } from "./NetworkDeclaration.js";

/** Draws are those of all chains, one after the other, chains cut to one length. */
export interface FittedNetwork {
  readonly posterior: Posterior;
  readonly declaration: NetworkDeclaration;
  readonly network: Network;
  readonly likelihood: Likelihood;
  readonly chains: number;
  readonly drawsPerChain: number;
  /** chains × drawsPerChain. */
  readonly drawCount: number;
  /**
   * All draws of a variable; the same array each time, not to be changed: `d[B]`, `d[A,B]` of unrelated mean effects, `tau`, `mu[study]`,
   * `delta[study,B]` (the linear predictor of the study's arm B less that of its baseline arm; with random effects only), `beta[x]` or
   * `beta[B,x]`, `omega`, `cut[1]`, …. @throws UserError when there is none.
   */
  draws(variable: string): Float64Array;
  has(variable: string): boolean;
  /**
   * Draws of what arms of a study add to its baseline arm on the link scale, `[arm][draw]`, zeros for the baseline arm itself: its own
   * with random effects, else what treatments and covariates make of it.
   */
  deltas(study: number): readonly Float64Array[];
  /**
   * Draws of what `deltas` are centred at, `[arm][draw]`, zeros for the baseline arm: what treatments, covariates at the study's values
   * and an inconsistency parameter make of each arm. With fixed effects these are `deltas`.
   */
  centres(study: number): readonly Float64Array[];
  /** Draws of the linear predictor of each arm of a study with arm outcomes, offset included, `[arm][draw]`. */
  predictors(study: number): readonly Float64Array[];
  /**
   * Draws of the effect of each treatment against the reference, `[treatment][draw]`, zeros for the reference.
   *
   * @param at Values of covariates by name; those left out are at their centres.
   * @throws UserError for unrelated mean effects, which are not effects against one reference.
   */
  effects(at?: ReadonlyMap<string, number>): readonly Float64Array[];
}
