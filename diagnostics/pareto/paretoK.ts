/** Pareto k of a variable: how heavy its tails are, and so whether its mean can be trusted. */
import { essTailOf } from "../essTail.js";
import { sampleOf } from "../sample.js";
import type { Sample } from "../sample.js";
import { missing } from "../statistic.js";
import type { Statistic } from "../statistic.js";
import { gpdFit } from "./gpdFit.js";
import { smallestTail, tailLength } from "./tailLength.js";

/** Which tails are looked at, and how much of them. */
export interface ParetoOptions {
  /** The heavier of both unless said otherwise. */
  readonly tail?: "both" | "left" | "right";
  /** Independent draws that one draw is worth; the ESS of the tails over the number of draws unless given. */
  readonly relativeEfficiency?: number;
  /** Draws in a tail, from 6 to half of all (one tail: all but one), instead of the rule of `tailLength`. */
  readonly length?: number;
}

/**
 * The shape k of the generalised Pareto distribution fitted to the ends of the draws, the larger of both (Vehtari et al. 2024,
 * section 4). A variable has about 1/k moments: from k = 1/2 on no variance, from 1 on no mean. Up to `paretoKThreshold` of
 * their number the draws are enough for their mean. As in R's `posterior`, but a tail of equal draws is passed over, and NaN
 * with the reason `equalTail` where both are (`posterior`: -Inf), `tooShort` for tails of fewer than 6 draws, which cannot be fitted.
 *
 * @param chains equal lengths, at least 12 draws each unless the relative efficiency or the length of the tail is given
 * @throws RangeError if the chains are not of one length.
 * @example paretoK(chains).value > paretoKThreshold(4000) // the mean is not to be trusted
 */
export function paretoK(chains: readonly Float64Array[], options: ParetoOptions = {}): Statistic {
  return paretoKOf(sampleOf(chains), options);
}

/** {@link paretoK} of prepared draws. */
export function paretoKOf(sample: Sample, options: ParetoOptions = {}): Statistic {
  const { value: length, reason } = lengthOfTail(sample, options);
  if (reason !== undefined) return missing(reason);
  const { tail = "both" } = options;
  const left = tail === "right" ? NaN : gpdFit(exceedances(sample.sorted, length, "left")).k;
  const right = tail === "left" ? NaN : gpdFit(exceedances(sample.sorted, length, "right")).k;
  if (Number.isNaN(left) && Number.isNaN(right)) return missing("equalTail");
  return { value: Number.isNaN(left) ? right : Number.isNaN(right) ? left : Math.max(left, right) };
}

/** How many draws are taken of each tail. */
export function lengthOfTail(sample: Sample, options: ParetoOptions): Statistic {
  if (sample.reason !== undefined) return missing(sample.reason);
  const draws = sample.sorted.length;
  const efficiency = relativeEfficiency(sample, options);
  if (efficiency.reason !== undefined) return efficiency;
  const wanted = options.length ?? tailLength(draws, efficiency.value, "posterior");
  const most = (options.tail ?? "both") === "both" ? Math.floor(draws / 2) : draws - 1;
  const value = Math.min(wanted, most);
  return value < smallestTail ? missing("tooShort") : { value };
}

function relativeEfficiency(sample: Sample, { relativeEfficiency, length }: ParetoOptions): Statistic {
  if (relativeEfficiency !== undefined || length !== undefined) return { value: relativeEfficiency ?? 1 };
  const ess = essTailOf(sample);
  return ess.reason === undefined ? { value: ess.value / sample.sorted.length } : ess;
}

/** Distances of the outermost draws from the next one inside, ascending. */
export function exceedances(sorted: Float64Array, length: number, tail: "left" | "right"): Float64Array {
  const last = sorted.length - 1;
  const cutoff = tail === "right" ? sorted[last - length] : sorted[length];
  return Float64Array.from({ length }, (_, i) =>
    tail === "right" ? sorted[last - length + 1 + i] - cutoff : cutoff - sorted[length - 1 - i],
  );
}
