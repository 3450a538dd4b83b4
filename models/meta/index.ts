/** Network meta-analysis: designs of arms, and what is asked of draws of relative effects. */
export { armDesign, type ArmDesign, type EffectTerm } from "./armDesign.js";
export { rankProbabilities, type Better } from "./rankProbabilities.js";
export { relativeEffects, withReference, type RelativeEffect } from "./relativeEffects.js";
export {
  binomialDeviance,
  normalDeviance,
  poissonDeviance,
  residualDeviance,
  type Deviance,
  type DevianceSummary,
} from "./residualDeviance.js";
export { meanRank, sucra } from "./sucra.js";
export { summariseDraws, type EffectSummary } from "./summariseDraws.js";
