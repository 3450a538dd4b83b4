/** Adaptation that ends when it is done: windows that grow by half, a metric from the last two, an end when these agree. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { log } from "../../engine/math/log.js";
import { unitMetric, type Metric } from "../hamiltonian/metric.js";
import type { Adaptation } from "./adaptation.js";
import { settled } from "./settled.js";
import { shrunkMetric, type MetricEstimate } from "./shrunkMetric.js";
import { stepSizeSearch } from "./stepSizeSearch.js";
import { nextStepSize, stepTuning, tunedStepSize, tuneStep, type StepTuning } from "./stepTuning.js";
import { emptyStretch, joined, observeDraw, type Stretch } from "./stretch.js";

/** Where settling adaptation stands. */
export interface SettlingState {
  readonly step: StepTuning;
  readonly metric: Metric;
  /** The window before the current one. */
  readonly earlier: Stretch | undefined;
  readonly current: Stretch;
  /** Length that the current window was planned with. */
  readonly length: number;
  /** Iterations after which the current window ends. */
  readonly windowEnd: number;
  /** Iterations after which the metric is frozen, and after which warmup ends; both brought forward when all has settled. */
  readonly frozenFrom: number;
  readonly end: number;
  /** Whether that was for windows that agree; otherwise the limit is the end. */
  readonly settled: boolean;
  readonly gradients: number;
}

/** Choices of {@link settlingAdaptation}. */
export interface SettlingOptions {
  /** Iterations at most. */
  readonly iterations: number;
  /** Acceptance to aim for. */
  readonly target: number;
  readonly estimate: MetricEstimate;
  /** Metric to start from; the unit metric by default. */
  readonly metric?: Metric;
}

/** The first window, and how windows grow: 8, 12, 18, 27, 41, …, of which the first two are too short to judge by. */
const FIRST_WINDOW = 8;
const GROWTH = 1.5;
/** Part of warmup, at its end, in which only the step size is tuned, and its iterations at least, unless that is a third. */
const FINAL = 0.1;
const FEWEST_FINAL = 30;
const MOST_FINAL = 0.3;
/**
 * Root mean square change of the logarithms of a metric: above the first, the step size is sought and tuned anew; above
 * the second, nothing has settled, since the new metric has not been seen at work.
 */
const CHANGE_OF_STEP = 0.2;
const MOST_CHANGE = 0.3;

/**
 * Adaptation in windows that grow by half. At the end of each the metric moves to what the last two windows say
 * ({@link shrunkMetric}); when it moves little and these two agree ({@link settled}) it is frozen, and a last stretch of at
 * least 30 iterations tunes the step size alone. Otherwise it goes on up to its limit. The step size is tuned throughout,
 * and started anew only when the metric has changed so much that what was learnt is worth nothing.
 */
export function settlingAdaptation(density: LogDensity, options: SettlingOptions): Adaptation<SettlingState> {
  const search = stepSizeSearch(density);
  const { iterations, target, estimate } = options;
  const fewest = Math.max(FEWEST_FINAL, Math.ceil(FINAL * iterations));
  const lastFreeze = iterations - Math.min(Math.ceil(MOST_FINAL * iterations), fewest);

  return {
    begin(start, rng) {
      const metric = options.metric ?? unitMetric(density.dimension);
      const found = search(start, { stepSize: 1, metric }, rng);
      return {
        step: stepTuning(found.stepSize, target),
        metric,
        earlier: undefined,
        current: emptyStretch(density.dimension),
        length: FIRST_WINDOW,
        windowEnd: Math.min(FIRST_WINDOW, lastFreeze),
        frozenFrom: lastFreeze,
        end: iterations,
        settled: false,
        gradients: found.gradients,
      };
    },
    learn(state, iteration, { state: draw, info }, rng) {
      const step = tuneStep(state.step, info.acceptanceRate);
      if (iteration >= state.frozenFrom) return { ...state, step };
      const { earlier, current } = state;
      observeDraw(current, draw, info.divergent);
      const done = iteration + 1;
      if (done < state.windowEnd) return { ...state, step };

      const metric = shrunkMetric(earlier === undefined ? current : joined(earlier, current), state.metric, estimate);
      const change = distance(metric, state.metric);
      const isDone = earlier !== undefined && change <= MOST_CHANGE && settled(earlier, current);
      const next = { ...state, ...nextWindow(state, done, lastFreeze), metric };
      if (isDone) {
        next.settled = true;
        next.frozenFrom = done;
        next.end = Math.min(iterations, done + Math.max(FEWEST_FINAL, Math.ceil((FINAL / (1 - FINAL)) * done)));
      }
      if (change <= CHANGE_OF_STEP) return { ...next, step };
      const found = search(draw, { stepSize: nextStepSize(step), metric }, rng);
      return { ...next, step: stepTuning(found.stepSize, target), gradients: state.gradients + found.gradients };
    },
    tuning: ({ step, metric }) => ({ stepSize: nextStepSize(step), metric }),
    final: ({ step, metric }) => ({ stepSize: tunedStepSize(step), metric }),
    done: (state, iterationsDone) => iterationsDone >= state.end,
    gradients: (state) => state.gradients,
  };
}

/** The window after the current one; it lasts up to the last freeze when the one after it would not fit. */
function nextWindow({ current, length: before }: SettlingState, done: number, lastFreeze: number) {
  const length = Math.ceil(GROWTH * before);
  const fits = done + length + Math.ceil(GROWTH * length) <= lastFreeze;
  return {
    earlier: current,
    current: emptyStretch(current.draws.mean.length),
    length,
    windowEnd: fits ? done + length : lastFreeze,
  };
}

/** Root mean square difference of the logarithms of two metrics. */
function distance(a: Metric, b: Metric): number {
  let sum = 0;
  for (let i = 0; i < a.inverse.length; i++) {
    const difference = log(a.inverse[i] / b.inverse[i]);
    sum += difference * difference;
  }
  return Math.sqrt(sum / a.inverse.length);
}
