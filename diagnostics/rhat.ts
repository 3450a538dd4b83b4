/** R-hat: whether chains agree in location and in scale. */
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { finiteScaleReduction, scaleReduction } from "./scaleReduction.js";
import { splitChains } from "./splitChains.js";
import { bulkScores, foldedScores } from "./splitScores.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Rank-normalised split R-hat, the larger of its bulk and its folded-tail form (Vehtari, Gelman, Simpson, Carpenter &
 * Bürkner 2021). Values above 1.01 say that the chains, or the halves of a chain, disagree.
 *
 * One chain gives a value from its two halves, as in R's `posterior` (ArviZ: NaN). Draws that are NaN or infinite give
 * NaN with the reason `nonfinite` (ranks would hide an infinity). Chains that never move give `constant`, or
 * `constantChains` where they differ from one another.
 *
 * @param chains equal lengths, at least 4 draws each
 * @throws RangeError if the chains are not of one length.
 * @example
 * rhat([Float64Array.of(1, 2.1, 3.2, 4.3), Float64Array.of(2.05, 1.15, 4.25, 3.35)]) // { value: 1.447… }
 */
export function rhat(chains: readonly Float64Array[]): Statistic {
  return rhatOf(sampleOf(chains));
}

/** {@link rhat} of prepared draws, with the normal scores of the draws and of the folded draws if at hand. */
export function rhatOf(sample: Sample, bulk?: readonly Float64Array[], folded?: readonly Float64Array[]): Statistic {
  return (
    splitReason(sample) ??
    larger(finiteScaleReduction(bulk ?? bulkScores(sample)), finiteScaleReduction(folded ?? foldedScores(sample)))
  );
}

/** R-hat of the normal scores of the split draws: whether chains agree in location. */
export function rhatBulk(chains: readonly Float64Array[]): Statistic {
  const sample = sampleOf(chains);
  return splitReason(sample) ?? scaleReduction(bulkScores(sample));
}

/** R-hat of the normal scores of distances from the median: whether chains agree in scale. */
export function rhatTail(chains: readonly Float64Array[]): Statistic {
  const sample = sampleOf(chains);
  return splitReason(sample) ?? scaleReduction(foldedScores(sample));
}

/** Split R-hat of the draws themselves, not of ranks (Gelman et al. 2013), for comparison with older programs. */
export function rhatBasic(chains: readonly Float64Array[]): Statistic {
  return splitReason(sampleOf(chains)) ?? scaleReduction(splitChains(chains));
}

function splitReason(sample: Sample): Statistic | undefined {
  if (sample.reason !== undefined) return missing(sample.reason);
  return sample.draws < 4 ? missing("tooShort") : undefined;
}

function larger(bulk: Statistic, tail: Statistic): Statistic {
  // Draws of two values at equal distances from the median fold into one: then the bulk says all there is.
  if (bulk.reason !== undefined || tail.reason !== undefined) return bulk;
  return { value: Math.max(bulk.value, tail.value) };
}
