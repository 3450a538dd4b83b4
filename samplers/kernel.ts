/** What all samplers share: where a chain is, how a transition is tuned, and what came of it. */
import type { ChainDraws, SamplerStatistics } from "../engine/core/Draws.js";
import type { Rng } from "../engine/core/Rng.js";
import type { Metric } from "./hamiltonian/metric.js";

/** Where a chain is: all that its next transition needs. */
export interface ChainState {
  readonly position: Float64Array;
  readonly logDensity: number;
  /** Gradient of the log density at the position. */
  readonly gradient: Float64Array;
}

/** What warmup tunes; never part of the state. */
export interface Tuning {
  readonly stepSize: number;
  readonly metric: Metric;
}

/** What happened in one transition. */
export interface TransitionInfo {
  /** Mean of min(1, exp(H₀ - H)) over the points visited; Stan's accept_stat__. */
  readonly acceptanceRate: number;
  /** Mean of 2 min(1, w) / (1 + w), w = exp(H₀ - H): symmetric in the sign of the energy error. */
  readonly symmetricAcceptance: number;
  /** The step size used, jitter included. */
  readonly stepSize: number;
  /** Doublings completed; 0 for samplers that do not double. */
  readonly treeDepth: number;
  /** Leapfrog steps, which is also the number of gradients evaluated. */
  readonly numLeapfrog: number;
  readonly divergent: boolean;
  /** The Hamiltonian at the point chosen, with the momentum it was reached with. */
  readonly energy: number;
  /** Leapfrog steps from the start to the point chosen, negative backwards in time; 0 if the chain stayed. */
  readonly offset: number;
  /** Why a point was rejected for its density or gradient, where one was. */
  readonly rejection?: string;
}

/** A transition: the new state, and what happened on the way. */
export interface Transition {
  readonly state: ChainState;
  readonly info: TransitionInfo;
}

/** Transitions in a row with the same tuning; every array owns its buffer. */
export interface Run {
  /** After the last of them. */
  readonly state: ChainState;
  readonly count: number;
  /** (count × dimension), row by row. */
  readonly positions: Float64Array;
  /** One number per transition. */
  readonly statistics: SamplerStatistics;
  /** Points rejected for their density or gradient, with the first cause. */
  readonly rejected: ChainDraws["rejected"];
}

/** A Markov kernel that leaves the density invariant. Its states are never written to once returned. */
export interface Kernel {
  step(rng: Rng, state: ChainState, tuning: Tuning): Transition;
  /** At least one and at most `most` of the transitions that as many steps would make, for kernels that do this faster. */
  run?(rng: Rng, state: ChainState, tuning: Tuning, most: number): Run;
}
