/** The face of the charts: pure functions from numbers to a drawing, its words and its table. */
export type { Chart, ChartTable } from "./Chart.js";
export type { Box, Panel, Span } from "./Panel.js";
export { densityPlot, type DensityOptions } from "./densityPlot.js";
export { energyPlot, type EnergyOptions } from "./energyPlot.js";
export { forestPlot, type ForestOptions } from "./forestPlot.js";
export type { IntervalEstimate } from "./IntervalEstimate.js";
export { absoluteRiskPlot, type AbsoluteRisk, type AbsoluteRiskOptions } from "./absoluteRiskPlot.js";
export { comparisonForestPlot, type ComparisonForestOptions, type ComparisonRow } from "./comparisonForestPlot.js";
export { cumulativeMetaPlot } from "./cumulativeMetaPlot.js";
export { cumulativeRankPlot, type CumulativeRankOptions } from "./cumulativeRankPlot.js";
export {
  devianceComparisonPlot,
  type ComparedDeviance,
  type DevianceComparisonOptions,
} from "./devianceComparisonPlot.js";
export { funnelPlot, type FunnelOptions, type FunnelPoint } from "./funnelPlot.js";
export { leveragePlot, type LeverageOptions, type LeveragePoint } from "./leveragePlot.js";
export { regressionPlot, type RegressionLine, type RegressionOptions, type RegressionStudy } from "./regressionPlot.js";
export { influencePlot } from "./influencePlot.js";
export type { RefittedEstimate, RefittedOptions } from "./RefittedEstimate.js";
export { rankIntervalPlot, type RankInterval, type RankIntervalOptions } from "./rankIntervalPlot.js";
export {
  studyForestPlot,
  type PooledForestRow,
  type StudyForestOptions,
  type StudyForestRow,
} from "./studyForestPlot.js";
export type { ForestRow } from "./ForestRow.js";
export { leagueTable, type LeagueOptions, type PairwiseEffect } from "./leagueTable.js";
export { networkPlot, type NetworkEdge, type NetworkNode, type NetworkOptions } from "./networkPlot.js";
export { rankEcdfPlot, type RankEcdfOptions } from "./rankEcdfPlot.js";
export { rankPlot, type RankOptions } from "./rankPlot.js";
export { rankProbabilityPlot, type RankedTreatment, type RankProbabilityOptions } from "./rankProbabilityPlot.js";
export { shrinkageChart, type ShrinkageChartOptions, type ShrinkageChartRow } from "./shrinkagePlot.js";
export { tracePlot, type TraceOptions } from "./tracePlot.js";
export { autocorrelationPlot, type AutocorrelationOptions } from "./autocorrelationPlot.js";
export { essEvolutionPlot, type EssEvolutionOptions } from "./essEvolutionPlot.js";
export { essLocalPlot, essQuantilePlot, mcseQuantilePlot, type EssQuantileOptions } from "./essQuantilePlot.js";
export { histogramPlot, type HistogramOptions } from "./histogramPlot.js";
export { intervalPlot, type IntervalOptions } from "./intervalPlot.js";
export { pairPlot, type PairOptions } from "./pairPlot.js";
export { parallelPlot, type ParallelOptions } from "./parallelPlot.js";
export { priorPosteriorPlot, type PriorPosterior, type PriorPosteriorOptions } from "./priorPosteriorPlot.js";
export { quantileDotPlot, type QuantileDotOptions } from "./quantileDotPlot.js";
export { ridgePlot, type RidgeOptions, type RidgeRow } from "./ridgePlot.js";
export type { PlotVariable } from "./PlotVariable.js";
export { powerScalePlot, type PowerScaledPair, type PowerScalePlotOptions } from "./powerScalePlot.js";
export { sensitivityPlot, type SensitivityPlotOptions, type SensitivityPoint } from "./sensitivityPlot.js";
export { calibrationPlot, type CalibrationOptions } from "./calibrationPlot.js";
export { conditionalEffectsPlot } from "./conditionalEffectsPlot.js";
export type { EffectChartData, EffectChartOptions, EffectChartPoint, EffectChartRow } from "./EffectChartData.js";
export { contractionPlot, type ContractionOptions, type RecoveredQuantity } from "./contractionPlot.js";
export { coveragePlot, type CoverageOptions, type CoveredQuantity } from "./coveragePlot.js";
export { kaplanMeierPlot, type KaplanMeierOptions } from "./kaplanMeierPlot.js";
export { looComparisonPlot, type LooComparisonOptions, type LooComparisonRow } from "./looComparisonPlot.js";
export { looInfluencePlot, type LooInfluenceOptions, type PointwiseElpd } from "./looInfluencePlot.js";
export { paretoKPlot, type ParetoKOptions } from "./paretoKPlot.js";
export { pitEcdfPlot, type PitEcdfOptions } from "./pitEcdfPlot.js";
export { ppcBarsPlot, type PpcBarsOptions } from "./ppcBarsPlot.js";
export { ppcDensityPlot, type PpcDensityOptions } from "./ppcDensityPlot.js";
export { ppcGroupedPlot, type PpcGroupedOptions } from "./ppcGroupedPlot.js";
export { ppcIntervalPlot, type PpcIntervalOptions } from "./ppcIntervalPlot.js";
export { ppcPlot, type PpcOptions } from "./ppcPlot.js";
export { ppcResidualPlot, type PpcResidualOptions } from "./ppcResidualPlot.js";
export { ppcRootogramPlot, type PpcRootogramOptions } from "./ppcRootogramPlot.js";
export { ppcStatPlot, type PpcStatOptions, type StatisticOfReplicates } from "./ppcStatPlot.js";
export { sbcPlot, type RankedQuantity, type SbcOptions } from "./sbcPlot.js";
export {
  trajectoriesPlot,
  type ChartTrajectory,
  type TrajectoriesOptions,
  type TrajectoryChartData,
} from "./trajectoriesPlot.js";
