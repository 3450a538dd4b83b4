/** One chain from its initial values to its last draw, as a generator: whoever drives it may stop it at any transition. */
import type { WarmupReport } from "../engine/core/Draws.js";
import type { LogDensity } from "../engine/core/LogDensity.js";
import type { Rng } from "../engine/core/Rng.js";
import { stream } from "../engine/random/stream.js";
import type { Adaptation } from "./adaptation/adaptation.js";
import { gradientAdaptation } from "./adaptation/gradientAdaptation.js";
import { settlingAdaptation } from "./adaptation/settlingAdaptation.js";
import { varianceAdaptation } from "./adaptation/varianceAdaptation.js";
import { windowSchedule } from "./adaptation/windowSchedule.js";
import { diagonalMetric } from "./hamiltonian/metric.js";
import { hmc } from "./hmc/hmc.js";
import { fitIndependence, leastAcceptance } from "./independence/fitIndependence.js";
import { initialValues, initialValuesAt, type InitialValues } from "./initial.js";
import type { ChainState, Kernel, TransitionInfo, Tuning } from "./kernel.js";
import { nuts } from "./nuts/nuts.js";
import type { SamplerOptions } from "./options.js";
import { sampleDraws, type Constrain, type DrawsEvent, type Pace } from "./sampleDraws.js";

export type { Constrain, DrawsEvent, Pace } from "./sampleDraws.js";

/** What a chain tells its driver after a transition of warmup, at its end, and after some draws. */
export type ChainEvent =
  | { readonly kind: "warmup"; readonly iteration: number; readonly state: ChainState; readonly info: TransitionInfo }
  | { readonly kind: "warmedUp"; readonly report: WarmupReport }
  | DrawsEvent;

/** Where a chain starts when its driver knows better than chance. */
export interface ChainStart {
  /** Unconstrained position. */
  readonly position?: Float64Array;
  /** Diagonal of the inverse metric to begin warmup with. */
  readonly inverseMetric?: Float64Array;
}

/**
 * Runs chain number `chain` (from 1). The draws depend on the density, the options and the number of the chain alone.
 * Without `constrain` the values of a draw are empty. Yields after each transition of warmup, once at its end, and then after as
 * many draws as `pace` says, one by default; fewer where the kernel cannot make so many at once.
 * Throws UserError when no initial values can be found or the posterior is improper.
 *
 * @example
 * for (const event of runChain(density, undefined, 0, samplerOptions({ seed: "1" }), 1)) {
 *   if (event.kind === "draws") console.log(event.positions);
 * }
 */
export function* runChain(
  density: LogDensity,
  constrain: Constrain | undefined,
  valueCount: number,
  options: SamplerOptions,
  chain: number,
  start: ChainStart = {},
  pace: Pace = () => 1,
): Generator<ChainEvent, void, void> {
  const initial =
    start.position === undefined
      ? initialValues(density, options.initRadius, stream(options.seed, chain, "initial"))
      : initialValuesAt(density, start.position);
  const rng = stream(options.seed, chain, "transitions");
  const { kernel, state, tuning } = yield* begin(density, options, chain, start, initial, rng);
  yield* sampleDraws(kernel, tuning, state, constrain, valueCount, options.draws, rng, pace);
}

/** A kernel that is ready to draw, and where it is. */
interface Begun {
  readonly kernel: Kernel;
  readonly state: ChainState;
  readonly tuning: Tuning;
}

/**
 * Makes the kernel that the options name ready. Proposals of independence that are accepted too seldom are given up for NUTS,
 * whose warmup then counts their gradients too.
 */
function* begin(
  density: LogDensity,
  options: SamplerOptions,
  chain: number,
  start: ChainStart,
  initial: InitialValues,
  rng: Rng,
): Generator<ChainEvent, Begun, void> {
  let { gradients } = initial;
  if (options.algorithm === "independence") {
    const fitted = fitIndependence(density, initial.state, stream(options.seed, chain, "proposals"));
    gradients += fitted.gradients;
    if (fitted.acceptance >= leastAcceptance) {
      const { stepSize, metric } = fitted.tuning;
      const report = { iterations: 0, stepSize, inverseMetric: metric.inverse.slice(), gradients, divergences: 0 };
      yield { kind: "warmedUp", report };
      return fitted;
    }
  }
  const kernel = options.algorithm === "hmc" ? hmc(density, options) : nuts(density, options);
  const warmed = yield* warmUp(kernel, adaptationOf(density, options, start), { ...initial, gradients }, rng);
  return { kernel, ...warmed };
}

/** The way of adapting that the options name; each has a state of its own, which nobody else looks into. */
function adaptationOf(density: LogDensity, options: SamplerOptions, start: ChainStart): Adaptation<unknown> {
  const { warmup: iterations, adaptDelta: target, metric: estimate } = options;
  const metric = start.inverseMetric === undefined ? {} : { metric: diagonalMetric(start.inverseMetric) };
  const adaptation = options.stopWarmupEarly
    ? settlingAdaptation(density, { iterations, target, estimate, ...metric })
    : estimate === "variance"
      ? varianceAdaptation(density, { stages: windowSchedule(iterations), target, ...metric })
      : gradientAdaptation(density, { iterations, target, ...metric });
  return adaptation as Adaptation<unknown>;
}

/** Folds an adaptation over the transitions of warmup. */
function* warmUp<State>(
  kernel: Kernel,
  adaptation: Adaptation<State>,
  initial: InitialValues,
  rng: Rng,
): Generator<ChainEvent, { state: ChainState; tuning: Tuning }, void> {
  let { state } = initial;
  let adapted = adaptation.begin(state, rng);
  let gradients = initial.gradients;
  let divergences = 0;
  let iterations = 0;
  for (; !adaptation.done(adapted, iterations); iterations++) {
    const transition = kernel.step(rng, state, adaptation.tuning(adapted));
    adapted = adaptation.learn(adapted, iterations, transition, rng);
    state = transition.state;
    gradients += transition.info.numLeapfrog;
    if (transition.info.divergent) divergences++;
    yield { kind: "warmup", iteration: iterations, state, info: transition.info };
  }
  const tuning = adaptation.final(adapted);
  const report: WarmupReport = {
    iterations,
    stepSize: tuning.stepSize,
    inverseMetric: tuning.metric.inverse.slice(),
    gradients: gradients + adaptation.gradients(adapted),
    divergences,
  };
  yield { kind: "warmedUp", report };
  return { state, tuning };
}
