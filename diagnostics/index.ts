/** What draws say: convergence, effective sample sizes, Monte Carlo errors, summaries and warnings. */
export { autocorrelation } from "./autocorrelation.js";
export type { Autocorrelation } from "./autocorrelation.js";
export { bayesR2, residualR2 } from "./bayesR2.js";
export { autocovariance } from "./autocovariance.js";
export { diagnose } from "./diagnose.js";
export type { Diagnosis } from "./diagnose.js";
export { drawsForDecimals } from "./drawsForDecimals.js";
export * from "./diagnosis/index.js";
export { ebfmi } from "./ebfmi.js";
export { ess } from "./ess.js";
export { essBulk } from "./essBulk.js";
export { essLocal } from "./essLocal.js";
export { essMad } from "./essMad.js";
export { essMean } from "./essMean.js";
export { essMedian, essQuantile } from "./essQuantile.js";
export { essSd } from "./essSd.js";
export { essTail } from "./essTail.js";
export { eti } from "./eti.js";
export { evenChains, variableChains } from "./evenChains.js";
export type { EvenChains } from "./evenChains.js";
export { hdi } from "./hdi.js";
export { hdiMultimodal } from "./hdiMultimodal.js";
export type { HighestDensityRegion, Piece } from "./hdiMultimodal.js";
export type { Interval } from "./interval.js";
export { mad } from "./mad.js";
export { mcseMean } from "./mcseMean.js";
export { mcseMedian, mcseQuantile } from "./mcseQuantile.js";
export { mcseSd } from "./mcseSd.js";
export { probabilityOf, probabilityOfIndicator } from "./probabilityOf.js";
export type { Probability } from "./probabilityOf.js";
export { probabilityOfDirection } from "./probabilityOfDirection.js";
export type { DirectionProbability } from "./probabilityOfDirection.js";
export { quantile } from "./quantile.js";
export { rankNormalise } from "./rankNormalise.js";
export { rhat, rhatBasic, rhatBulk, rhatTail } from "./rhat.js";
export { rhatNested } from "./rhatNested.js";
export { isRhatByChance, rhatBound } from "./rhatByChance.js";
export { roundToError } from "./roundToError.js";
export { rope } from "./rope.js";
export type { Rope } from "./rope.js";
export { divergenceCount, ebfmiByChain, transitionCount, treeDepthHitCount } from "./samplerStatistics.js";
export { scaleReduction } from "./scaleReduction.js";
export { splitChains } from "./splitChains.js";
export { describeReason } from "./statistic.js";
export type { Reason, Statistic } from "./statistic.js";
export { summarise, summariseVariable, summaryColumns } from "./summarise.js";
export type { SummaryColumn, SummaryRow } from "./summarise.js";
export { mergeWarnings, summaryJson, summaryOfDraws } from "./summaryJson.js";
export type { SamplerSummary, Summary, SummaryDetails } from "./summaryJson.js";
export { samplerLine, summaryText } from "./summaryText.js";
export type { SummaryTextOptions } from "./summaryText.js";
export { ebfmiLimit, essPerChain, rhatLimit } from "./limits.js";
export { warningsOf } from "./warnings.js";

export * from "./bridge/index.js";
export * from "./hypothesis/index.js";
export * from "./loo/index.js";
export * from "./pareto/index.js";
// `Sensitivity` of a diagnosis is one row of what `powerScale` tells.
export { cumulativeJensenShannon, powerScale, powerScaledQuantities, sensitivityText } from "./sensitivity/index.js";
export type {
  PowerScaledOptions,
  PowerScaled,
  PowerScaledVariable,
  PowerScaleOptions,
  ScaledComponent,
  Sensitivity as SensitivityResult,
  SensitivityDiagnosis,
  SensitivityRow,
  SensitivityTextOptions,
} from "./sensitivity/index.js";
export * from "./ppc/index.js";
export * from "./sbc/index.js";
export * from "./uniformity/index.js";

// Charts and reports have their own indexes.
export * from "./plots/index.js";
export * from "./report/index.js";
