/** Cross-validation: how well models predict what they have not seen, how far that can be trusted, and how models compare. */
export { describeElpdReason } from "./Elpd.js";
export type { Elpd, ElpdPointwise, ElpdReason, ElpdStatistic, Estimate } from "./Elpd.js";
export { loo } from "./loo.js";
export type { LooOptions } from "./loo.js";
export { looThreshold } from "./assembleLoo.js";
export type { Loo, LooPointwise } from "./assembleLoo.js";
export { psis } from "./psis.js";
export type { PsisOptions, SmoothedWeights } from "./psis.js";
export { relativeEfficiency } from "./relativeEfficiency.js";
export { replaceObservations } from "./replaceObservations.js";
export type { ReplacedObservation } from "./replaceObservations.js";
export { waic } from "./waic.js";
