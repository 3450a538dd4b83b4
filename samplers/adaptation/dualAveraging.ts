/** Dual averaging: steers the logarithm of the step size until acceptance meets its target. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";

/** State of dual averaging, in the letters of Hoffman & Gelman 2014, section 3.2. */
export interface DualAveraging {
  /** δ: acceptance to aim for. */
  readonly target: number;
  /** μ: log step size towards which the iterates are shrunk. */
  readonly shrinkTowards: number;
  /** Observations so far. */
  readonly count: number;
  /** H̄: running mean of target minus acceptance. */
  readonly meanError: number;
  /** log ε: to be tried next. */
  readonly logStepSize: number;
  /** log ε̄: weighted mean of the iterates, to be kept at the end. */
  readonly meanLogStepSize: number;
}

/** γ: strength of the shrinkage. */
const SHRINKAGE = 0.05;
/** t₀: iterations by which early errors are damped. */
const DAMPING = 10;
/** κ: rate at which old iterates are forgotten, in (0.5, 1]. Iteration t has weight t^(-3/4). */
const forgetting = (count: number) => 1 / Math.sqrt(count * Math.sqrt(count));

/** Starts at a step size; larger ones are preferred at first (μ = log 10 ε), because small ones cost more. */
export function dualAveraging(stepSize: number, target: number): DualAveraging {
  return {
    target,
    shrinkTowards: log(10 * stepSize),
    count: 0,
    meanError: 0,
    logStepSize: log(stepSize),
    meanLogStepSize: log(stepSize),
  };
}

/** Learns from the acceptance of one transition, in [0, 1]; NaN counts as 0. Hoffman & Gelman 2014, Algorithm 5. */
export function averageStep(state: DualAveraging, acceptance: number): DualAveraging {
  const accepted = acceptance >= 0 ? Math.min(1, acceptance) : 0;
  const count = state.count + 1;
  const rate = 1 / (count + DAMPING);
  const meanError = (1 - rate) * state.meanError + rate * (state.target - accepted);
  const logStepSize = state.shrinkTowards - (meanError * Math.sqrt(count)) / SHRINKAGE;
  const weight = forgetting(count);
  const meanLogStepSize = (1 - weight) * state.meanLogStepSize + weight * logStepSize;
  return { ...state, count, meanError, logStepSize, meanLogStepSize };
}

/** The step size to use while adapting. */
export function currentStepSize(state: DualAveraging): number {
  return exp(state.logStepSize);
}

/** The step size to keep: the weighted mean of what was tried, or the start if nothing was. */
export function averagedStepSize(state: DualAveraging): number {
  return exp(state.meanLogStepSize);
}
