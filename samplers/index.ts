/** The public face of `poolwise/samplers`: how draws are made, for any log density with a gradient. */
export type { LogDensity } from "../engine/core/LogDensity.js";
export type { Rng } from "../engine/core/Rng.js";
export type { ChainDraws, Draws, SamplerStatistics, WarmupReport } from "../engine/core/Draws.js";
export type { Adaptation } from "./adaptation/adaptation.js";
export {
  averagedStepSize,
  averageStep,
  currentStepSize,
  dualAveraging,
  type DualAveraging,
} from "./adaptation/dualAveraging.js";
export {
  gradientAdaptation,
  type GradientAdaptationOptions,
  type GradientAdaptationState,
} from "./adaptation/gradientAdaptation.js";
export { firstGradientMetric, gradientMetric } from "./adaptation/gradientMetric.js";
export { settlingAdaptation, type SettlingOptions, type SettlingState } from "./adaptation/settlingAdaptation.js";
export type { MetricEstimate } from "./adaptation/shrunkMetric.js";
export { stepSizeSearch, type FoundStepSize, type StepSizeSearch } from "./adaptation/stepSizeSearch.js";
export {
  varianceAdaptation,
  type VarianceAdaptationOptions,
  type VarianceAdaptationState,
} from "./adaptation/varianceAdaptation.js";
export { varianceMetric } from "./adaptation/varianceMetric.js";
export { observe, variance, welford, type Welford } from "./adaptation/welford.js";
export { windowSchedule, type WarmupStage } from "./adaptation/windowSchedule.js";
export { assembleChain, chainCollector, transferables, type ChainCollector, type DrawBlock } from "./drawBlock.js";
export { diagonalMetric, unitMetric, type Metric } from "./hamiltonian/metric.js";
export { hmc, type HmcOptions } from "./hmc/hmc.js";
export { fitIndependence, type FittedIndependence } from "./independence/fitIndependence.js";
export { initialValues, initialValuesAt, type InitialValues } from "./initial.js";
export type { ChainState, Kernel, Run, Transition, TransitionInfo, Tuning } from "./kernel.js";
export { nuts, type NutsOptions } from "./nuts/nuts.js";
export { sampleTrajectory, trajectoryMemory, type Coin, type Path, type TrajectoryOutcome } from "./nuts/trajectory.js";
export { blockHessian } from "./optimise/blockHessian.js";
export { inverseRoot } from "./optimise/inverseRoot.js";
export { maximise, type MaximiseOptions, type Maximum } from "./optimise/maximise.js";
export { samplerDefaults, samplerOptions, type SamplerOptions } from "./options.js";
export { runChain, type ChainEvent, type ChainStart, type Constrain, type DrawsEvent, type Pace } from "./runChain.js";
export { sampleChain } from "./sampleChain.js";
