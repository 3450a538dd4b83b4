/** What ranks of many replications say of each parameter. */
import { chiSquareOfRanks, countsBelow, ecdfBand, tailOf, type EcdfBand } from "poolwise/diagnostics";
import { kept, type Replication } from "./replicate.js";

/** Values that a rank can have. */
export const bins = kept + 1;

/** Of one parameter, or of the log likelihood. */
export interface Judged {
  readonly variable: string;
  readonly ranks: readonly number[];
  /** Probability that uniform ranks stray as far somewhere. */
  readonly ecdf: number;
  /** Pearson's test in 20 cells. */
  readonly chiSquare: number;
  /** Mean of (rank + 1/2) / 100: below 1/2 draws are too high. */
  readonly meanRank: number;
}

/** Every parameter of a model by its ranks. */
export function judge(replications: readonly Replication[]): readonly Judged[] {
  const band = ecdfBand(replications.length, bins);
  return Object.keys(replications[0]!.ranks).map((variable) => {
    const ranks = replications.map((one) => one.ranks[variable]!);
    return {
      variable,
      ranks,
      ecdf: band.probability(band.smallestTail(countsBelow(ranks, bins))),
      chiSquare: chiSquareOfRanks(ranks, bins, 20),
      meanRank: ranks.reduce((sum, rank) => sum + rank + 0.5, 0) / ranks.length / bins,
    };
  });
}

/** The band that all of so many parameters together leave with a probability of 1 % at most (Bonferroni). */
export function bandOf(replications: number, variables: number): ReturnType<EcdfBand["bounds"]> {
  const band = ecdfBand(replications, bins);
  return band.bounds(tailOf(band, allowed / variables));
}

/** Chance of a false alarm that all parameters of all models share. */
export const allowed = 0.01;
