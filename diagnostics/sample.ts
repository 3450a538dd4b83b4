/** The draws of one variable, checked and sorted once for all its statistics. */
import { isNegligibleRange, mean } from "./moments.js";
import { sortOrder } from "./sortOrder.js";
import type { Reason } from "./statistic.js";

/** Chains of one variable with what several statistics need of them. */
export interface Sample {
  /** Of equal lengths. */
  readonly chains: readonly Float64Array[];
  /** Draws per chain. */
  readonly draws: number;
  /** All draws, chain after chain. */
  readonly pooled: Float64Array;
  /** Why nothing that depends on all draws can be computed, if so. */
  readonly reason?: Reason;
  /** Indices into `pooled` in ascending order of value; empty where some draw is NaN. */
  readonly order: Uint32Array;
  /** `pooled` in ascending order; empty where some draw is NaN. */
  readonly sorted: Float64Array;
  readonly mean: number;
  /** Mean of the two middle draws where their number is even. */
  readonly median: number;
}

/**
 * Prepares chains of one variable.
 *
 * @throws RangeError if the chains are not of one length.
 */
export function sampleOf(chains: readonly Float64Array[]): Sample {
  const draws = chains.length === 0 ? 0 : chains[0].length;
  const uneven = chains.find((chain) => chain.length !== draws);
  if (uneven !== undefined) {
    throw new RangeError(`chains of one length are needed, two of these have ${draws} and ${uneven.length} draws`);
  }
  const count = draws * chains.length;
  const pooled = new Float64Array(count);
  chains.forEach((chain, c) => pooled.set(chain, c * draws));
  if (count === 0 || hasNaN(pooled)) {
    const nothing = { order: new Uint32Array(0), sorted: new Float64Array(0), mean: NaN, median: NaN };
    return { chains, draws, pooled, reason: count === 0 ? "noDraws" : "nonfinite", ...nothing };
  }
  const order = sortOrder(pooled);
  const sorted = gather(pooled, order);
  const low = sorted[0];
  const high = sorted[count - 1];
  const reason = Number.isFinite(low) && Number.isFinite(high) ? undefined : "nonfinite";
  const constant = isNegligibleRange(low, high) ? "constant" : undefined;
  const why = reason ?? constant;
  const half = count >> 1;
  const median = count % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  const common = { chains, draws, pooled, order, sorted, mean: mean(pooled), median };
  return why === undefined ? common : { ...common, reason: why };
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true;
  return false;
}

function gather(values: Float64Array, order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = values[order[i]];
  return result;
}
