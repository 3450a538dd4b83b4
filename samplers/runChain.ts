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
import { fitIndependence } from "./independence/fitIndependence.js";
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

/** Trajectories of `fixedTime`, in units of the metric, and iterations in which warmup must settle with them, if it has twice as many. */
const FIXED_TIME = { integrationTime: 2, stepSizeJitter: 0.2 };
const TRIAL = 136;

/**
 * Makes the kernel that the options name ready. Proposals of independence that are accepted too seldom, and a fixed length of
 * trajectory with which warmup does not settle soon, are given up for NUTS, whose warmup then counts their gradients too.
 */
function* begin(
  density: LogDensity,
  options: SamplerOptions,
  chain: number,
  start: ChainStart,
  initial: InitialValues,
  rng: Rng,
): Generator<ChainEvent, Begun, void> {
  let spent: Spent = { iterations: 0, gradients: initial.gradients, divergences: 0 };
  let from = initial.state;
  let inverseMetric = start.inverseMetric;
  if (options.algorithm === "independence") {
    const fitted = fitIndependence(density, initial.state, stream(options.seed, chain, "proposals"));
    spent = { ...spent, gradients: spent.gradients + fitted.gradients };
    if (fitted.isUsable) {
      yield { kind: "warmedUp", report: reportOf(spent, fitted.tuning) };
      return fitted;
    }
  }
  if (options.algorithm === "fixedTime" && options.stopWarmupEarly && options.warmup >= 2 * TRIAL) {
    const kernel = hmc(density, FIXED_TIME);
    const adaptation = settlingAdaptation(density, common({ ...options, warmup: TRIAL }, inverseMetric));
    const warmed = yield* warmUp(kernel, adaptation, from, rng, spent);
    spent = warmed.spent;
    if (warmed.adapted.settled) {
      yield { kind: "warmedUp", report: reportOf(spent, warmed.tuning) };
      return { kernel, ...warmed };
    }
    from = warmed.state;
    inverseMetric = warmed.tuning.metric.inverse;
  }
  const kernel = options.algorithm === "hmc" ? hmc(density, options) : nuts(density, options);
  const left = { ...options, warmup: options.warmup - spent.iterations };
  const warmed = yield* warmUp(kernel, adaptationOf(density, left, inverseMetric), from, rng, spent);
  yield { kind: "warmedUp", report: reportOf(warmed.spent, warmed.tuning) };
  return { kernel, ...warmed };
}

/** What warmup has taken so far. */
type Spent = Pick<WarmupReport, "iterations" | "gradients" | "divergences">;

const reportOf = (spent: Spent, { stepSize, metric }: Tuning): WarmupReport => ({
  ...spent,
  stepSize,
  inverseMetric: metric.inverse.slice(),
});

/** The way of adapting that the options name; each has a state of its own, which nobody else looks into. */
function adaptationOf(
  density: LogDensity,
  options: SamplerOptions,
  inverseMetric: Float64Array | undefined,
): Adaptation<unknown> {
  const choices = common(options, inverseMetric);
  const adaptation = options.stopWarmupEarly
    ? settlingAdaptation(density, choices)
    : options.metric === "variance"
      ? varianceAdaptation(density, { ...choices, stages: windowSchedule(options.warmup) })
      : gradientAdaptation(density, choices);
  return adaptation as Adaptation<unknown>;
}

/** What every way of adapting is told. */
function common({ warmup, adaptDelta, metric }: SamplerOptions, inverseMetric: Float64Array | undefined) {
  const given = inverseMetric === undefined ? {} : { metric: diagonalMetric(inverseMetric) };
  return { iterations: warmup, target: adaptDelta, estimate: metric, ...given };
}

interface Warmed<State> {
  readonly state: ChainState;
  readonly tuning: Tuning;
  readonly adapted: State;
  readonly spent: Spent;
}

/** Folds an adaptation over the transitions of warmup, of which some may have been spent already. */
function* warmUp<State>(
  kernel: Kernel,
  adaptation: Adaptation<State>,
  from: ChainState,
  rng: Rng,
  before: Spent,
): Generator<ChainEvent, Warmed<State>, void> {
  let state = from;
  let adapted = adaptation.begin(state, rng);
  let { gradients, divergences } = before;
  let iterations = 0;
  for (; !adaptation.done(adapted, iterations); iterations++) {
    const transition = kernel.step(rng, state, adaptation.tuning(adapted));
    adapted = adaptation.learn(adapted, iterations, transition, rng);
    state = transition.state;
    gradients += transition.info.numLeapfrog;
    if (transition.info.divergent) divergences++;
    yield { kind: "warmup", iteration: before.iterations + iterations, state, info: transition.info };
  }
  gradients += adaptation.gradients(adapted);
  const spent = { iterations: before.iterations + iterations, gradients, divergences };
  return { state, tuning: adaptation.final(adapted), adapted, spent };
}
