/** Walks through observations with the weights that leave each out, beside what is known of it in the same draws. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import { exp } from "../../engine/math/exp.js";
import { psis } from "./psis.js";
import { relativeEfficiency } from "./relativeEfficiency.js";

/** How weights are made. */
export interface LeftOutOptions {
  /** Independent draws that a draw is worth, estimated by observation unless told. */
  readonly relativeEfficiency?: number;
}

/** One observation, left out. */
export interface LeftOutWeights {
  /** From 0. */
  readonly place: number;
  /** By draw, with sum 1; NaN where the log likelihood is not finite. */
  readonly weights: Float64Array;
  /** Pareto k, NaN where it cannot be told. */
  readonly k: number;
  /** The columns of this observation, in the order of the sources; valid until the next one is asked for. */
  readonly columns: readonly Float64Array[];
}

/**
 * Each observation with its weights, one column of every source in memory at a time.
 *
 * @throws RangeError if a source has other observations or draws than the log likelihood
 */
export function* eachLeftOut(
  logLikelihood: Pointwise,
  sources: readonly Pointwise[],
  options: LeftOutOptions = {},
): Generator<LeftOutWeights> {
  const { chains, drawsPerChain, count } = logLikelihood;
  for (const source of sources) {
    if (source.count !== count || source.chains * source.drawsPerChain !== chains * drawsPerChain) {
      throw new RangeError(
        `${chains * drawsPerChain} draws of ${count} observations are needed, as of the log likelihood; there are ` +
          `${source.chains * source.drawsPerChain} of ${source.count}`,
      );
    }
  }
  const others = sources.map((source) => source.columns()[Symbol.iterator]());
  let place = 0;
  for (const column of logLikelihood.columns()) {
    const columns = others.map((other) => other.next().value as Float64Array);
    const estimated = options.relativeEfficiency ?? relativeEfficiency(column, drawsPerChain).value;
    const { logWeights, paretoK } = psis(
      column.map((x) => -x),
      { relativeEfficiency: Number.isNaN(estimated) ? 1 : estimated },
    );
    yield { place, weights: logWeights.map(exp), k: paretoK.value, columns };
    place++;
  }
}
