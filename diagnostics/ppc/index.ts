/** Posterior predictive checks by statistics of the response and its replicates. */
export { ppcNote, ppcStatistics, type PpcStatistic, type PpcStatisticsOptions } from "./ppcStatistics.js";
export { statisticNames } from "./responseStatistics.js";
export { statisticsFor } from "./statisticsFor.js";
