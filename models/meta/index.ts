/** Network meta-analysis: designs of arms, and what is asked of draws of relative effects. */
export { armDesign, type ArmDesign, type EffectTerm } from "./armDesign.js";
export { rankProbabilities, type Better } from "./answers/rankProbabilities.js";
export { pairEffects as relativeEffects, withReference, type RelativeEffect } from "./answers/pairEffects.js";
export {
  binomialDeviance,
  normalDeviance,
  poissonDeviance,
  residualDeviance,
  type Deviance,
  type DevianceSummary,
} from "./answers/residualDeviance.js";
export { meanRank, sucra } from "./answers/sucra.js";
export { summariseDraws, type EffectSummary } from "./answers/summariseDraws.js";
