/** Probability integral transforms of observations under the posterior without them. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";
import { eachLeftOut, type LeftOutOptions } from "./eachLeftOut.js";

/** How transforms are made. */
export interface LooPitOptions extends LeftOutOptions {
  /** Seed of the random places of ties; "0" unless told. */
  readonly seed?: string;
}

/** What is known of responses that were not seen themselves: each lies above `lower` and is at most `upper`; NaN where it was seen. */
export interface LiesWithin {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** One number in [0, 1] for each observation: uniform over observations where the model is calibrated. */
export interface LooPit {
  readonly values: Float64Array;
  /** Shape of the tail of the weights; NaN where it cannot be told. */
  readonly paretoK: Float64Array;
}

/**
 * LOO-PIT from replicated responses: the weight of those below the observed response, plus a uniform share of the weight of those
 * equal to it, so that discrete responses give uniform values too (Czado, Gneiting and Held 2009, Biometrics 65:1254). Without ties, as
 * for continuous responses, nothing is random. A censored response has a uniform share of the weight of those where it may lie: a
 * time censored on the right lies anywhere between the weight of those up to it and 1. NaN where some replicate is NaN, as where a model gives none for an observation.
 *
 * @param replicates draws × observations, of the draws of the log likelihood
 * @param observed response (observations)
 * @param options `within` has the ends of censored responses
 * @throws RangeError if observations or draws differ
 * @example looPit(replicates, observed, pointwise, { seed: "1" }).values
 */
export function looPit(
  replicates: Pointwise,
  observed: Float64Array,
  logLikelihood: Pointwise,
  options: LooPitOptions & { readonly within?: LiesWithin } = {},
): LooPit {
  const { within } = options;
  for (const { length } of within ? [observed, within.lower, within.upper] : [observed]) {
    if (length === replicates.count) continue;
    throw new RangeError(`${replicates.count} observed responses are needed, there are ${length}`);
  }
  return transforms([replicates], logLikelihood, options, (place, weights, [column]) => {
    const y = observed[place];
    const lower = within?.lower[place] ?? NaN;
    const upper = within?.upper[place] ?? NaN;
    const isSeen = Number.isNaN(lower);
    let below = 0;
    let equal = 0;
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(column[i])) return [NaN, NaN];
      const value = column[i];
      if (isSeen ? value < y : value <= lower) below += weights[i];
      else if (isSeen ? value === y : value <= upper) equal += weights[i];
    }
    return [below, equal];
  });
}

/**
 * LOO-PIT from the predictive distribution functions at the observed response, without the noise of replicates.
 *
 * @param atMost P(Y ≤ y) by draw and observation
 * @param below P(Y < y) likewise, for discrete responses; as `atMost` unless given
 * @throws RangeError if observations or draws differ
 * @example looPitOfCdf(cdf, pointwise).values
 */
export function looPitOfCdf(
  atMost: Pointwise,
  logLikelihood: Pointwise,
  options: LooPitOptions & { readonly below?: Pointwise } = {},
): LooPit {
  const sources = options.below === undefined ? [atMost] : [atMost, options.below];
  return transforms(sources, logLikelihood, options, (_, weights, [upper, lower = upper]) => {
    let below = 0;
    let equal = 0;
    for (let i = 0; i < weights.length; i++) {
      below += weights[i] * lower[i];
      equal += weights[i] * (upper[i] - lower[i]);
    }
    return [below, equal];
  });
}

function transforms(
  sources: readonly Pointwise[],
  logLikelihood: Pointwise,
  options: LooPitOptions,
  split: (place: number, weights: Float64Array, columns: readonly Float64Array[]) => readonly [number, number],
): LooPit {
  // A stream for each observation, so that one without ties changes nothing for the others.
  const streams = numberedStreams(options.seed ?? "0", "loo-pit");
  const values = new Float64Array(logLikelihood.count);
  const paretoK = new Float64Array(logLikelihood.count);
  for (const { place, weights, k, columns } of eachLeftOut(logLikelihood, sources, options)) {
    const [below, equal] = split(place, weights, columns);
    const value = equal > 0 ? below + streams.stream(place).uniform() * equal : below;
    // Weights sum to 1 up to rounding.
    values[place] = Math.min(1, Math.max(0, value));
    paretoK[place] = k;
  }
  return { values, paretoK };
}
