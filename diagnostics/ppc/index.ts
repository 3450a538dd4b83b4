/** Posterior predictive checks by statistics of the response and its replicates. */
export { ppcNote, ppcStatistics, type PpcStatistic, type PpcStatisticsOptions } from "./ppcStatistics.js";
export { statisticNames } from "./responseStatistics.js";
export { statisticsFor } from "./statisticsFor.js";
export { boundedDensity } from "./boundedDensity.js";
export { discreteness, type Discreteness } from "./discreteness.js";
export { isotonic, poolAdjacentViolators, type IsotonicFit } from "./isotonic.js";
export { kaplanMeier, survivalAt, type SurvivalCurve } from "./kaplanMeier.js";
export { pit } from "./pit.js";
