/** Steers the logarithm of the step size until acceptance meets its target, by ever smaller corrections. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";

/** Where the tuning stands. */
export interface StepTuning {
  /** Acceptance to aim for. */
  readonly target: number;
  /** Observations so far. */
  readonly count: number;
  /** Logarithm of the step size to be tried next. */
  readonly logStepSize: number;
  /** Mean of the logarithms tried, the n-th with weight n, so that the way there is soon forgotten. */
  readonly meanLogStepSize: number;
}

/**
 * The correction after n observations is 2 (n + 3)^-0.7 times the error. Acceptance of 0.8 falls by about half the change of the
 * logarithm of the step size, so that 2 is Newton's factor; with a power between 1/2 and 1 the mean of the iterates has the
 * least variance that there can be, whatever that slope is (Polyak & Juditsky 1992). The 3 tames the first corrections.
 */
const GAIN = 2;
const DAMPING = 3;
const POWER = -0.7;

/**
 * Below an acceptance of 0.3 each hundredth that is missing counts as nine, down to -1. Normals of five dimensions or more
 * hardly ever get there when 0.8 is met on average, so nothing changes for them; where curvature varies, transitions
 * from narrow places do, and would be paid for by acceptance elsewhere.
 */
const POOR = 0.3;
const WEIGHT_OF_POOR = 8;

/** Starts at a step size. */
export function stepTuning(stepSize: number, target: number): StepTuning {
  return { target, count: 0, logStepSize: log(stepSize), meanLogStepSize: log(stepSize) };
}

/** Learns from the acceptance of one transition, in [0, 1]; NaN counts as 0. Robbins & Monro 1951, averaged. */
export function tuneStep(state: StepTuning, acceptance: number): StepTuning {
  const count = state.count + 1;
  const share = 2 / (count + 1);
  const correction = GAIN * exp(POWER * log(count + DAMPING)) * (felt(acceptance) - state.target);
  return {
    target: state.target,
    count,
    logStepSize: state.logStepSize + correction,
    meanLogStepSize: (1 - share) * state.meanLogStepSize + share * state.logStepSize,
  };
}

/** The step size to try next. */
export function nextStepSize(state: StepTuning): number {
  return exp(state.logStepSize);
}

/** The step size to keep: the mean of what was tried, or the start if nothing was. */
export function tunedStepSize(state: StepTuning): number {
  return exp(state.meanLogStepSize);
}

function felt(acceptance: number): number {
  const accepted = acceptance >= 0 ? Math.min(1, acceptance) : 0;
  return Math.max(-1, accepted - WEIGHT_OF_POOR * Math.max(0, POOR - accepted));
}
