/** Heavy tails: generalised Pareto fits, what they say of averages, and smoothing of the largest values. */
export { gpdFit } from "./gpdFit.js";
export type { GeneralisedPareto, GpdFitOptions } from "./gpdFit.js";
export { gpdQuantile } from "./gpdQuantile.js";
export { paretoConvergenceRate } from "./paretoConvergenceRate.js";
export { paretoDiagnosis } from "./paretoDiagnosis.js";
export type { ParetoDiagnosis } from "./paretoDiagnosis.js";
export { paretoK } from "./paretoK.js";
export type { ParetoOptions } from "./paretoK.js";
export { paretoKThreshold } from "./paretoKThreshold.js";
export { paretoMinimumDraws } from "./paretoMinimumDraws.js";
export { paretoSmooth } from "./paretoSmooth.js";
export type { ParetoSmoothed } from "./paretoSmooth.js";
export { smoothTail } from "./smoothTail.js";
export type { SmoothedTail } from "./smoothTail.js";
export { tailLength } from "./tailLength.js";
export type { TailRule } from "./tailLength.js";
