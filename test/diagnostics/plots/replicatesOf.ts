/** Replicates made up for the tests of figures. */
import type { OutcomeKind, Replicates } from "../../../engine/core/Replicates.js";

/** From rows of replicates, one for each draw; draws are numbered 0, 10, 20, …. */
export function replicatesOf(
  outcome: OutcomeKind,
  observed: readonly number[],
  rows: readonly (readonly number[])[],
  more: Partial<Replicates> = {},
): Replicates {
  return {
    name: "y",
    outcome,
    observed: Float64Array.from(observed),
    draws: Int32Array.from(rows.keys(), (k) => 10 * k),
    values: Float64Array.from(rows.flat()),
    ...more,
  };
}

/** So many observations and draws by functions of the observation's place. */
export function drawn(
  outcome: OutcomeKind,
  [n, draws]: readonly [number, number],
  observe: (i: number) => number,
  replicate: (i: number) => number = observe,
  more: Partial<Replicates> = {},
): Replicates {
  const row = (f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));
  return replicatesOf(
    outcome,
    row(observe),
    Array.from({ length: draws }, () => row(replicate)),
    more,
  );
}
