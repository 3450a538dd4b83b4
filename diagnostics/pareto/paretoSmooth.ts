/** Draws whose tails are smoothed, so that their mean is steadier. */
import { sampleOf } from "../sample.js";
import type { Sample } from "../sample.js";
import type { Reason } from "../statistic.js";
import { exceedances, lengthOfTail } from "./paretoK.js";
import type { ParetoOptions } from "./paretoK.js";
import { smoothTail } from "./smoothTail.js";

/** Draws with smoothed tails, and the k of the heavier. */
export interface ParetoSmoothed {
  /** In the shape of the input, and equal to it where nothing could be fitted. */
  readonly chains: readonly Float64Array[];
  readonly k: number;
  /** Why k is NaN. */
  readonly reason?: Reason;
}

/**
 * The draws with their outermost ones replaced by quantiles of the distribution fitted to them, none beyond the outermost
 * draw (Vehtari et al. 2024, section 4; R's `posterior`). The largest draw keeps its place in its chain.
 *
 * @throws RangeError if the chains are not of one length.
 * @example paretoSmooth(chains, { tail: "right" }).chains
 */
export function paretoSmooth(chains: readonly Float64Array[], options: ParetoOptions = {}): ParetoSmoothed {
  const sample = sampleOf(chains);
  const { value: length, reason } = lengthOfTail(sample, options);
  if (reason !== undefined) return { chains, k: NaN, reason };
  const pooled = sample.pooled.slice();
  const tails = options.tail === undefined || options.tail === "both" ? (["left", "right"] as const) : [options.tail];
  const shapes = tails.map((tail) => smoothInto(pooled, sample, length, tail)).filter((k) => !Number.isNaN(k));
  if (shapes.length === 0) return { chains, k: NaN, reason: "equalTail" };
  const { draws } = sample;
  return { chains: chains.map((_, c) => pooled.slice(c * draws, (c + 1) * draws)), k: Math.max(...shapes) };
}

/** Smooths one tail where it lies in `pooled`; its k. */
function smoothInto(pooled: Float64Array, { sorted, order }: Sample, length: number, tail: "left" | "right"): number {
  const last = sorted.length - 1;
  const beyond = exceedances(sorted, length, tail);
  const { k, values } = smoothTail(beyond, 0);
  const cutoff = tail === "right" ? sorted[last - length] : sorted[length];
  values?.forEach((value, i) => {
    const reach = Math.min(value, beyond[length - 1]);
    if (tail === "right") pooled[order[last - length + 1 + i]] = cutoff + reach;
    else pooled[order[length - 1 - i]] = cutoff - reach;
  });
  return k;
}
