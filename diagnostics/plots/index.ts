/** The face of the charts: pure functions from numbers to a drawing, its words and its table. */
export type { Chart, ChartTable } from "./Chart.js";
export type { Box, Panel, Span } from "./Panel.js";
export { densityPlot, type DensityOptions } from "./densityPlot.js";
export { energyPlot, type EnergyOptions } from "./energyPlot.js";
export { forestPlot, type ForestOptions, type ForestRow } from "./forestPlot.js";
export { leagueTable, type LeagueOptions, type PairwiseEffect } from "./leagueTable.js";
export { networkPlot, type NetworkEdge, type NetworkNode, type NetworkOptions } from "./networkPlot.js";
export { rankPlot, type RankOptions } from "./rankPlot.js";
export { rankProbabilityPlot, type RankedTreatment, type RankProbabilityOptions } from "./rankProbabilityPlot.js";
export { shrinkageChart, type ShrinkageChartOptions, type ShrinkageChartRow } from "./shrinkagePlot.js";
export { tracePlot, type TraceOptions } from "./tracePlot.js";
