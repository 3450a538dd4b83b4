/** Marginal likelihoods by bridge sampling, and what is made of them. */
export { bayesFactor, type BayesFactor, type WithMarginalLikelihood } from "./bayesFactor.js";
export { logMarginalLikelihood, type MarginalLikelihoodOptions } from "./logMarginalLikelihood.js";
export type { DefaultPrior, MarginalLikelihood } from "./MarginalLikelihood.js";
export {
  bayesFactorText,
  marginalLikelihoodText,
  modelProbabilitiesText,
  type MarginalLikelihoodTextOptions,
} from "./marginalLikelihoodText.js";
export {
  posteriorModelProbabilities,
  type ModelProbabilities,
  type ModelProbability,
  type WeighedModel,
} from "./posteriorModelProbabilities.js";
