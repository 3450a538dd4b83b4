/** Stan's adaptation: memoryless windows of growing length, each ending in a new metric of sample variances. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Rng } from "../../engine/core/Rng.js";
import { unitMetric, type Metric } from "../hamiltonian/metric.js";
import type { ChainState, Tuning } from "../kernel.js";
import type { Adaptation } from "./adaptation.js";
import { averagedStepSize, averageStep, currentStepSize, dualAveraging, type DualAveraging } from "./dualAveraging.js";
import { stepSizeSearch } from "./stepSizeSearch.js";
import { varianceMetric } from "./varianceMetric.js";
import { observe, welford, type Welford } from "./welford.js";
import type { WarmupStage } from "./windowSchedule.js";

/** Where variance adaptation stands. */
export interface VarianceAdaptationState {
  readonly averaging: DualAveraging;
  readonly metric: Metric;
  /** Draws of the current window. */
  readonly window: Welford;
  readonly gradients: number;
}

/** Choices of {@link varianceAdaptation}. */
export interface VarianceAdaptationOptions {
  readonly stages: readonly WarmupStage[];
  /** Acceptance to aim for. */
  readonly target: number;
  /** Metric to start from; the unit metric by default. */
  readonly metric?: Metric;
}

/**
 * Adaptation as in Stan: the step size by dual averaging throughout; at the end of every slow stage the metric from its
 * draws alone, after which the step size is sought and averaged anew.
 */
export function varianceAdaptation(
  density: LogDensity,
  options: VarianceAdaptationOptions,
): Adaptation<VarianceAdaptationState> {
  const search = stepSizeSearch(density);
  const { kinds, ends } = timetable(options.stages);

  const restart = (at: ChainState, from: Tuning, gradients: number, rng: Rng): VarianceAdaptationState => {
    const found = search(at, from, rng);
    return {
      averaging: dualAveraging(found.stepSize, options.target),
      metric: from.metric,
      window: welford(density.dimension),
      gradients: gradients + found.gradients,
    };
  };

  return {
    begin: (start, rng) =>
      restart(start, { stepSize: 1, metric: options.metric ?? unitMetric(density.dimension) }, 0, rng),
    learn(state, iteration, { state: draw, info }, rng) {
      const averaging = averageStep(state.averaging, info.acceptanceRate);
      if (kinds[iteration] !== "slow") return { ...state, averaging };
      observe(state.window, draw.position);
      if (!ends.has(iteration)) return { ...state, averaging };
      const metric = varianceMetric(state.window, state.metric);
      return restart(draw, { stepSize: currentStepSize(averaging), metric }, state.gradients, rng);
    },
    tuning: ({ averaging, metric }) => ({ stepSize: currentStepSize(averaging), metric }),
    final: ({ averaging, metric }) => ({ stepSize: averagedStepSize(averaging), metric }),
    done: (_, iterationsDone) => iterationsDone >= kinds.length,
    gradients: (state) => state.gradients,
  };
}

/** The kind of stage of every iteration, and the iterations that end one. */
function timetable(stages: readonly WarmupStage[]) {
  const kinds: WarmupStage["kind"][] = [];
  const ends = new Set<number>();
  for (const { kind, iterations } of stages) {
    for (let i = 0; i < iterations; i++) kinds.push(kind);
    ends.add(kinds.length - 1);
  }
  return { kinds, ends };
}
