/** Simulation-based calibration: what ranks of true values among draws say of a computation. */
export type { CalibratedQuantity } from "./CalibratedQuantity.js";
export { calibrationOf } from "./calibrationOf.js";
export type { Calibration, Miscalibration, QuantityCalibration } from "./calibrationOf.js";
export { rankAmong } from "./rankAmong.js";
export { rankCoverage } from "./rankCoverage.js";
export type { Coverage } from "./rankCoverage.js";
export { rankHistogram } from "./rankHistogram.js";
export type { RankCell } from "./rankHistogram.js";
