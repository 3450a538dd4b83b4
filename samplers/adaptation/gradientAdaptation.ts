/** Adaptation from draws and gradients together: a metric from the first draws on, in overlapping windows. */
import type { LogDensity } from "../../engine/core/LogDensity.js";
import type { Metric } from "../hamiltonian/metric.js";
import type { Transition } from "../kernel.js";
import type { Adaptation } from "./adaptation.js";
import { averagedStepSize, averageStep, currentStepSize, dualAveraging, type DualAveraging } from "./dualAveraging.js";
import { firstGradientMetric, gradientMetric } from "./gradientMetric.js";
import { stepSizeSearch } from "./stepSizeSearch.js";
import { emptyWindow, observeState, type Window } from "./window.js";

/** Where gradient adaptation stands. */
export interface GradientAdaptationState {
  readonly averaging: DualAveraging;
  readonly metric: Metric;
  /** What the metric is estimated from: the draws since the last switch but one. */
  readonly foreground: Window;
  /** The draws since the last switch, to become the foreground. */
  readonly background: Window;
  /** Draws that the background must hold for the next switch; 0 before the main phase. */
  readonly windowLength: number;
  /** Whether the metric still is the first guess. */
  readonly guessed: boolean;
  /** Iterations after which a switch was made; the schedule as it came out. */
  readonly switches: readonly number[];
  readonly gradients: number;
}

/** Choices of {@link gradientAdaptation}. */
export interface GradientAdaptationOptions {
  readonly iterations: number;
  /** Acceptance to aim for. */
  readonly target: number;
  /** Metric to start from; by default a guess from the first gradient. */
  readonly metric?: Metric;
}

/** Part of warmup in which windows stay short, so that the way in from the initial values is soon forgotten. */
const EARLY = 0.3;
const EARLY_WINDOW = 10;
/** The main phase's first window, and its growth. */
const FIRST_WINDOW = 80;
const GROWTH = 1.5;
/** Part of warmup, at its end, in which only the step size is tuned. */
const FINAL = 0.15;
/** Draws from which a metric is estimated at least: few to replace a guess, more to replace what someone knew. */
const FEWEST = 3;
const FEWEST_TO_OVERRULE = 50;
/** Steps that a draw must be away from its start to count, after a divergence. */
const FAR = 4;

/**
 * Adaptation as in nuts-rs (Seyboldt, Carlson & Carpenter 2026): the metric is estimated anew after each draw from two
 * overlapping windows, switched every 10 draws at first and at growing intervals later; no window is begun that could not
 * fill (the late phase); in the last 15 % the metric is frozen. The step size is averaged throughout, towards an acceptance
 * that in the late phase weighs gains and losses of energy alike.
 */
export function gradientAdaptation(
  density: LogDensity,
  options: GradientAdaptationOptions,
): Adaptation<GradientAdaptationState> {
  const search = stepSizeSearch(density);
  const { iterations, target } = options;
  const earlyEnd = Math.floor(EARLY * iterations);
  const frozenFrom = iterations - Math.ceil(FINAL * iterations);
  const fewest = options.metric === undefined ? FEWEST : FEWEST_TO_OVERRULE;

  return {
    begin(start, rng) {
      const metric = options.metric ?? firstGradientMetric(start.gradient);
      const found = search(start, { stepSize: 1, metric }, rng);
      const foreground = emptyWindow(density.dimension);
      const background = emptyWindow(density.dimension);
      observeState(foreground, start);
      observeState(background, start);
      return {
        averaging: dualAveraging(found.stepSize, target),
        metric,
        foreground,
        background,
        windowLength: 0,
        guessed: true,
        switches: [],
        gradients: found.gradients,
      };
    },
    learn(state, iteration, transition, rng) {
      if (iteration >= frozenFrom) {
        return { ...state, averaging: averageStep(state.averaging, transition.info.symmetricAcceptance) };
      }
      const early = iteration < earlyEnd;
      collect(state.foreground, transition);
      collect(state.background, transition);
      const mainWindow = state.windowLength || Math.max(FIRST_WINDOW, state.background.draws.count);
      const needed = early ? EARLY_WINDOW : mainWindow;
      const late = iteration + needed > frozenFrom;
      const switching = !late && state.background.draws.count >= needed;
      const foreground = switching ? state.background : state.foreground;
      const known = foreground.draws.count >= fewest;
      const metric = known ? gradientMetric(foreground.draws, foreground.gradients, state.metric) : state.metric;
      const next: GradientAdaptationState = {
        ...state,
        averaging: averageStep(
          state.averaging,
          late ? transition.info.symmetricAcceptance : transition.info.acceptanceRate,
        ),
        metric,
        foreground,
        background: switching ? emptyWindow(density.dimension) : state.background,
        windowLength: early ? 0 : switching ? Math.floor(GROWTH * mainWindow) : mainWindow,
        guessed: state.guessed && !known,
        switches: switching ? [...state.switches, iteration] : state.switches,
        gradients: state.gradients,
      };
      if (!state.guessed || !known) return next;
      // Units change when the first estimate replaces the guess; later changes are small enough to be followed.
      const found = search(transition.state, { stepSize: currentStepSize(next.averaging), metric }, rng);
      return {
        ...next,
        averaging: dualAveraging(found.stepSize, target),
        gradients: state.gradients + found.gradients,
      };
    },
    tuning: ({ averaging, metric }) => ({ stepSize: currentStepSize(averaging), metric }),
    final: ({ averaging, metric }) => ({ stepSize: averagedStepSize(averaging), metric }),
    done: (_, iterationsDone) => iterationsDone >= iterations,
    gradients: (state) => state.gradients,
  };
}

/** Adds a draw that moved; after a divergence only one that moved far, since nearby ones say where it got stuck. */
function collect(window: Window, { state, info }: Transition): void {
  if (Math.abs(info.offset) > (info.divergent ? FAR : 0)) observeState(window, state);
}
