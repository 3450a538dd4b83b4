/** Several transitions of a kernel in a row, with the tuning fixed, gathered in columns. */
import type { Rng } from "../engine/core/Rng.js";
import type { ChainState, Kernel, Run, TransitionInfo, Tuning } from "./kernel.js";
import { statisticColumns } from "./statisticColumns.js";

/** `count` transitions, one step after another: what {@link Kernel.run} is without a shortcut. */
export function repeatSteps(kernel: Kernel, rng: Rng, from: ChainState, tuning: Tuning, count: number): Run {
  const dimension = from.position.length;
  const positions = new Float64Array(count * dimension);
  const logDensities = new Float64Array(count);
  const infos: TransitionInfo[] = [];
  let state = from;
  for (let i = 0; i < count; i++) {
    const transition = kernel.step(rng, state, tuning);
    state = transition.state;
    positions.set(state.position, i * dimension);
    logDensities[i] = state.logDensity;
    infos.push(transition.info);
  }
  return { state, count, positions, statistics: statisticColumns(infos, logDensities), rejected: rejectedIn(infos) };
}

/** How many transitions met a point that was rejected for its density or gradient, and the first cause. */
export function rejectedIn(infos: readonly TransitionInfo[]): Run["rejected"] {
  const causes = infos.map(({ rejection }) => rejection).filter((cause) => cause !== undefined);
  return { count: causes.length, ...(causes.length > 0 ? { firstCause: causes[0] } : {}) };
}
