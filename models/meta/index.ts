/** Network meta-analysis: designs of arms, and what is asked of draws of relative effects. */
export { armDesign, type ArmDesign, type EffectTerm } from "./armDesign.js";
export { rankProbabilities, type Better } from "./answers/rankProbabilities.js";
export { relativeEffects, type RelativeEffect, type RelativeEffectsOptions } from "./answers/relativeEffects.js";
export { meanRank, sucra } from "./answers/sucra.js";
export { summariseDraws, type EffectSummary } from "./answers/summariseDraws.js";
export { absoluteEffects, type AbsoluteEffects, type AbsoluteOptions } from "./answers/absoluteEffects.js";
export { requireBaselineStudy, type Baseline } from "./answers/baselineDraws.js";
export { comparisonAdjusted, type AdjustedEffect } from "./answers/comparisonAdjusted.js";
export { comparisonsToSplit } from "./answers/comparisonsToSplit.js";
export { requireSplits } from "./answers/requireSplits.js";
export { baselineRisk } from "./lowering/coefficientsOf.js";
export { devianceComparison, type DevianceComparison, type DeviancePair } from "./answers/devianceComparison.js";
export { directEvidence, type DirectEvidence } from "./answers/directEvidence.js";
export { evidenceTable, type EvidenceRow } from "./answers/evidenceTable.js";
export { fitStatistics, type FitStatistics, type PointFit, type StudyFit } from "./answers/fitStatistics.js";
export { heterogeneity, type Heterogeneity } from "./answers/heterogeneity.js";
export { league, type League, type LeagueCell, type LeagueOptions } from "./answers/league.js";
export { predictive, type PredictiveEffect, type PredictiveOptions } from "./answers/predictive.js";
export { ranks, type Ranks, type RanksOptions } from "./answers/ranks.js";
export { splitSummary, type SplitEstimate } from "./answers/splitSummary.js";
export { studyEffects, type StudyEffect } from "./answers/studyEffects.js";
export {
  checkNetwork,
  networkCheckText,
  readNetwork,
  uninformedTreatments,
  type Arm,
  type ArmOutcome,
  type Contrasts,
  type Covariate,
  type Network,
  type NetworkCheck,
  type Study,
} from "./data/index.js";
export { fittedNetwork, type FittedNetwork } from "./FittedNetwork.js";
export type { Likelihood, LikelihoodName } from "./likelihoods/Likelihood.js";
export { likelihoodOf, likelihoods } from "./likelihoods/likelihoods.js";
export type { ColumnRole, Interaction, NetworkDeclaration, NetworkReading } from "./NetworkDeclaration.js";
export { networkModel, type NetworkModel } from "./networkModel.js";
export { meta, type MetaOptions } from "./pairwise/meta.js";
export type { MetaModel } from "./pairwise/metaModel.js";
export type { MetaDeclaration } from "./pairwise/MetaDeclaration.js";
export { covariateNames, requireCovariates } from "./requireCovariates.js";
export type { NetworkPriors } from "./priors/networkPriors.js";
export { effectSizes, type EffectSizeColumns, type EffectSizes } from "./pairwise/effectSizes.js";
export type { Measure } from "./pairwise/measures.js";
export { eggerTest, petersTest, type AsymmetryTest } from "./pairwise/asymmetryTest.js";
export { heterogeneityTest, i2Draws, typicalVariance, type HeterogeneityTest } from "./pairwise/heterogeneityTest.js";
export { fittedMeta, type FittedMeta } from "./pairwise/fittedMeta.js";
export { predictiveEffects } from "./pairwise/predictiveEffects.js";
