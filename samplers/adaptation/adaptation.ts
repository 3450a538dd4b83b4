/** What a way of adapting answers; warmup folds it over the transitions of a chain. */
import type { Rng } from "../../engine/core/Rng.js";
import type { ChainState, Transition, Tuning } from "../kernel.js";

/** A way of tuning a sampler during warmup: a few functions over a state of its own. */
export interface Adaptation<State> {
  /** Before the first transition, at the initial values. */
  begin(start: ChainState, rng: Rng): State;
  /** After transition `iteration`, counted from 0. */
  learn(state: State, iteration: number, transition: Transition, rng: Rng): State;
  /** Whether warmup is over after so many iterations. */
  done(state: State, iterationsDone: number): boolean;
  /** For the next transition of warmup. */
  tuning(state: State): Tuning;
  /** For all transitions after warmup. */
  final(state: State): Tuning;
  /** Gradients evaluated by the adaptation itself. */
  gradients(state: State): number;
}
