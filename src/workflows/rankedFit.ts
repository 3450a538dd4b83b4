/** One simulated data set, fitted: where the parameters it came from stand among the draws. */
import { mean, standardDeviation } from "../../diagnostics/moments.js";
import { divergenceCount } from "../../diagnostics/samplerStatistics.js";
import { rankAmong } from "../../diagnostics/sbc/rankAmong.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { isUserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import { fittedGlmm } from "../../models/glmm/FittedGlmm.js";
import { logLikelihood, type PredictionOptions } from "../../models/glmm/prediction/index.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { smallestEssOf } from "./simulatedTables.js";
import { update } from "./update.js";

/** What one fit gave, in the order of the quantities; the log likelihood of the data comes last. */
export interface RankedFit {
  readonly ranks: Float64Array;
  readonly truths: Float64Array;
  readonly means: Float64Array;
  readonly sds: Float64Array;
  readonly divergences: number;
  /** Before thinning, over the quantities. */
  readonly smallestEss: number;
}

/** Where the parameters of a data set are: a draw of a fit, by its place among those of all chains. */
export interface Truth {
  readonly source: Posterior;
  readonly place: number;
}

/** Draws that a truth is ranked among, one less than the ranks there are. */
export const rankedAmong = 99;

/** Draws made for each of these, doubled while they are worth less than two each. */
const thinnest = 10;
const thickest = 80;

/**
 * Fits simulated data until the draws are worth enough, and ranks the parameters that the data came from.
 *
 * @param first a fit of the model, whose compiled program serves again
 * @returns what went wrong, in words, where the data cannot be fitted.
 */
export async function rankedFit(
  first: Posterior,
  data: Table,
  { source, place }: Truth,
  names: readonly string[],
  options: FitOptions & { readonly seed: string },
  platform: Platform,
): Promise<RankedFit | string> {
  try {
    for (let thin = thinnest; ; thin *= 2) {
      const posterior = await update(first, data, { ...options, draws: rankedAmong * thin }, platform);
      const smallestEss = smallestEssOf(posterior, names);
      if (smallestEss < 2 * rankedAmong && thin < thickest && options.signal?.aborted !== true) continue;
      return { ...ranksOf(posterior, data, { source, place }, names, thin, options.seed), smallestEss };
    }
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
}

function ranksOf(
  posterior: Posterior,
  data: Table,
  { source, place }: Truth,
  names: readonly string[],
  thin: number,
  seed: string,
): Omit<RankedFit, "smallestEss"> {
  const places = Int32Array.from({ length: rankedAmong }, (_, i) => (i + 1) * thin - 1);
  const before = fittedGlmm(source);
  const after = fittedGlmm(posterior);
  const likelihoods = totals(posterior, { draws: places });
  const truths = [
    ...names.map((name) => before.draws(name)[place]!),
    totals(source, { draws: [place], newdata: data })[0]!,
  ];
  const drawn = [...names.map((name) => after.draws(name)), likelihoods];
  const thinned = [...names.map((name) => Float64Array.from(places, (at) => after.draws(name)[at]!)), likelihoods];
  const rng = stream(seed, "ranks");
  return {
    ranks: Float64Array.from(thinned, (draws, q) => rankAmong(truths[q]!, draws, rng)),
    truths: Float64Array.from(truths),
    means: Float64Array.from(drawn, mean),
    sds: Float64Array.from(drawn, standardDeviation),
    divergences: divergenceCount(posterior.draws).value,
  };
}

/** The log likelihood of all rows together, for each draw. */
function totals(posterior: Posterior, options: PredictionOptions): Float64Array {
  const predictions = logLikelihood(posterior, options);
  const sums = new Float64Array(predictions.drawCount);
  for (const { rows, values } of predictions.blocks()) {
    for (let row = 0; row < rows; row += 1) {
      for (let draw = 0; draw < sums.length; draw += 1) sums[draw]! += values[row * sums.length + draw]!;
    }
  }
  return sums;
}
