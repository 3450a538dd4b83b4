/** Hypotheses of parameters: their language, and draws of what they say. */
export type { HypothesisDifference } from "./HypothesisDifference.js";
export { hypothesisDraws, type Hypotheses, type HypothesisScope } from "./hypothesisDraws.js";
export type { HypothesisComparison } from "./parseHypothesis.js";
export type { PriorPoint } from "./priorColumns.js";
