/** A fitted network of which only some draws are used. */
import type { FittedNetwork } from "../FittedNetwork.js";

/** The same fit with every n-th of its draws, for what is dear to compute and small. */
export function everyNth(fitted: FittedNetwork, step: number): FittedNetwork {
  const all = (columns: readonly Float64Array[]) => columns.map((column) => nth(column, step));
  const drawCount = Math.ceil(fitted.drawCount / step);
  return {
    ...fitted,
    // Chains need not have a whole number of these each.
    chains: 1,
    drawsPerChain: drawCount,
    drawCount,
    draws: (variable) => nth(fitted.draws(variable), step),
    deltas: (study) => all(fitted.deltas(study)),
    centres: (study) => all(fitted.centres(study)),
    predictors: (study) => all(fitted.predictors(study)),
    effects: (at) => all(fitted.effects(at)),
  };
}

/** Every n-th number. */
export function nth(values: Float64Array, step: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / step) }, (_, place) => values[place * step]!);
}
