/** What draws say: convergence, effective sample sizes, Monte Carlo errors, summaries and warnings. */
export { autocovariance } from "./autocovariance.js";
export { diagnose } from "./diagnose.js";
export type { Diagnosis } from "./diagnose.js";
export { ebfmi } from "./ebfmi.js";
export { ess } from "./ess.js";
export { essBulk } from "./essBulk.js";
export { essMean } from "./essMean.js";
export { essMedian, essQuantile } from "./essQuantile.js";
export { essSd } from "./essSd.js";
export { essTail } from "./essTail.js";
export { evenChains, variableChains } from "./evenChains.js";
export type { EvenChains } from "./evenChains.js";
export { mad } from "./mad.js";
export { mcseMean } from "./mcseMean.js";
export { mcseMedian, mcseQuantile } from "./mcseQuantile.js";
export { mcseSd } from "./mcseSd.js";
export { quantile } from "./quantile.js";
export { rankNormalise } from "./rankNormalise.js";
export { rhat, rhatBasic, rhatBulk, rhatTail } from "./rhat.js";
export { isRhatByChance, rhatBound } from "./rhatByChance.js";
export { roundToError } from "./roundToError.js";
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

export * from "./pareto/index.js";

// Charts and reports have their own indexes.
export * from "./plots/index.js";
export * from "./report/index.js";
