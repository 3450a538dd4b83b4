/** What ArviZ and programs that write its InferenceData call the sampler's statistics. */
import type { SamplerStatistics } from "../../../engine/core/Draws.js";

/** The name that we write, which is ArviZ's, and others that are read, the first that is there. */
export const inferenceNames: Readonly<Record<keyof SamplerStatistics, readonly [string, ...string[]]>> = {
  acceptanceRate: ["acceptance_rate", "mean_tree_accept", "accept_stat", "accept_prob", "mean_acceptance_rate"],
  stepSize: ["step_size", "stepsize"],
  treeDepth: ["tree_depth", "treedepth", "depth"],
  numLeapfrog: ["n_steps", "n_leapfrog", "num_steps", "tree_size"],
  divergent: ["diverging", "divergent"],
  energy: ["energy"],
  logDensity: ["lp", "log_density", "model_logp", "logp"],
};

/** Whether a transition was stopped by the limit of the tree depth, as PyMC and nutpie write it. */
export const depthReachedNames: readonly string[] = ["reached_max_treedepth", "maxdepth_reached"];

/** Attribute of our sample statistics: the limit of the tree depth. */
export const maxTreeDepthAttribute = "max_tree_depth";

/** Attribute of our posterior: its arrays in the order of the variables. */
export const orderAttribute = "variable_order";

/** Attribute of an array whose variable could not be its name. */
export const nameAttribute = "variable_name";
