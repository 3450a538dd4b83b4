/** What checks of a fitted GLMM are made from: log likelihoods by row and by group, replicated responses. */
export { pointwiseLogLikelihood, type PointwiseLikelihood, type PointwiseOptions } from "./pointwise.js";
export { replicates, type ReplicatesOptions } from "./replicates.js";
export { predictivePointwise, type PredictivePointwise } from "./predictivePointwise.js";
export { groupLogLikelihood, type GroupLikelihood, type GroupLikelihoodOptions } from "./groupLikelihood.js";
