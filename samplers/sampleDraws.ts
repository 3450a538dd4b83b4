/** The draws of a chain after warmup, a few at a time. */
import type { Rng } from "../engine/core/Rng.js";
import type { ChainState, Kernel, Run, Tuning } from "./kernel.js";
import { repeatSteps } from "./repeatSteps.js";

/** Draws in a row. */
export interface DrawsEvent extends Run {
  readonly kind: "draws";
  /** Number of the first, counted from 0. */
  readonly first: number;
  /** (count × valueCount), row by row: what `constrain` wrote. */
  readonly values: Float64Array;
}

/** Writes what is reported of a position to `out`; `draw` counts from 0 and names the stream of random quantities. */
export interface Constrain {
  (position: Float64Array, draw: number, out: Float64Array): void;
  /** The same for many positions, row by row, of which the first is that of draw `first`; for those who do this faster. */
  readonly rows?: (positions: Float64Array, first: number, out: Float64Array) => void;
}

/** Draws at most that the next event is to hold; asked anew before each. They do not depend on the answers. */
export type Pace = () => number;

/** Makes so many draws with the tuning fixed. */
export function* sampleDraws(
  kernel: Kernel,
  tuning: Tuning,
  from: ChainState,
  constrain: Constrain | undefined,
  valueCount: number,
  draws: number,
  rng: Rng,
  pace: Pace,
): Generator<DrawsEvent, void, void> {
  const width = constrain === undefined ? 0 : valueCount;
  const dimension = from.position.length;
  let state = from;
  let first = 0;
  while (first < draws) {
    const most = Math.min(draws - first, Math.max(1, pace()));
    const run = kernel.run?.(rng, state, tuning, most) ?? repeatSteps(kernel, rng, state, tuning, most);
    const values = new Float64Array(run.count * width);
    if (constrain?.rows !== undefined) constrain.rows(run.positions, first, values);
    else if (constrain !== undefined) {
      for (let i = 0; i < run.count; i++) {
        const position = run.positions.subarray(i * dimension, (i + 1) * dimension);
        constrain(position, first + i, values.subarray(i * width, (i + 1) * width));
      }
    }
    yield { kind: "draws", first, values, ...run };
    state = run.state;
    first += run.count;
  }
}
