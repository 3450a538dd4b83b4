/** Words for two variables of which a combination is known better than either. */
import { standardDeviation } from "../moments.js";
import type { CorrelatedPair } from "./strongestPair.js";

/** Spreads that differ more than this have different units, as those of an intercept and of a slope. */
const otherUnits = 5;

type ChainsOf = (variable: string) => readonly Float64Array[];

/** Standard deviation of the first variable over that of the second, the median over chains. */
export function ratioOfSpreads({ a, b }: CorrelatedPair, chainsOf: ChainsOf): number {
  const other = chainsOf(b);
  const ratios = chainsOf(a).map((chain, c) => standardDeviation(chain) / standardDeviation(other[c]!));
  return ratios.sort((x, y) => x - y)[ratios.length >> 1] ?? NaN;
}

/** What is known of the two: their sum, their difference, or, in different units, some combination. */
export function combinationOf({ correlation }: CorrelatedPair, ratio: number): string {
  if (!(ratio < otherUnits && ratio > 1 / otherUnits)) return "a combination";
  return correlation < 0 ? "the sum" : "the difference";
}

/** How the two are set free. */
export function untie(pair: CorrelatedPair, ratio: number): string {
  const { a, b } = pair;
  if (!(ratio < otherUnits && ratio > 1 / otherUnits)) {
    const [slope, level] = ratio > 1 ? [b, a] : [a, b];
    return `If ${slope} is the coefficient of a predictor, subtract the predictor's mean from it: then ${level} no longer depends on ${slope}. If not, give both tighter priors.`;
  }
  return `Leave one of the two out, or give both tighter priors: the data tell mostly about ${combinationOf(pair, ratio)}.`;
}
