/** R-hat of many short chains, of which groups began at one point. */
import { hasNonfinite, isConstant, mean, meansOf, variance } from "./moments.js";
import { missing } from "./statistic.js";
import type { Statistic } from "./statistic.js";

/**
 * Nested R-hat √(1 + B/W), B the variance of the superchains' means, W the mean over superchains of the variance between their
 * chains plus that within them (Margossian et al. 2024, Bayesian Analysis, equations 4 to 8). Superchains are chains that began
 * at the same point: when each is one chain this is near R-hat. Draws are taken as they are, neither split nor ranked, as in
 * R's `posterior`; `rankNormalise` them and `splitChains` first where their tails are heavy.
 *
 * @param chains equal lengths; 1 draw each will do where superchains have several chains
 * @param superchains for each chain, which superchain it is of; all superchains have as many chains
 * @throws RangeError if there is not one superchain for each chain, or chains are not of one length.
 * @example rhatNested(chains, [1, 1, 2, 2])
 */
export function rhatNested(chains: readonly Float64Array[], superchains: readonly (number | string)[]): Statistic {
  if (superchains.length !== chains.length) {
    throw new RangeError(`one superchain is needed for each of ${chains.length} chains, got ${superchains.length}`);
  }
  const draws = chains.length === 0 ? 0 : chains[0].length;
  if (draws === 0) return missing("noDraws");
  if (chains.some((chain) => chain.length !== draws)) throw new RangeError("chains of one length are needed");
  const groups = [...new Set(superchains)].map((id) => chains.filter((_, c) => superchains[c] === id));
  if (groups.length < 2) return missing("oneChain");
  if (groups.some((group) => group.length !== groups[0].length)) return missing("unevenGroups");
  if (draws === 1 && groups[0].length === 1) return missing("tooShort");
  if (hasNonfinite(chains)) return missing("nonfinite");
  if (isConstant(chains)) return missing("constant");
  const within = mean(groups.map((group) => varianceBetween(group) + varianceWithin(group)));
  if (!(within > 0)) return missing("constantChains");
  return { value: Math.sqrt(1 + variance(groups.map((group) => mean(meansOf(group)))) / within) };
}

function varianceBetween(chains: readonly Float64Array[]): number {
  return chains.length === 1 ? 0 : variance(meansOf(chains));
}

function varianceWithin(chains: readonly Float64Array[]): number {
  return chains[0].length === 1 ? 0 : mean(chains.map((chain) => variance(chain)));
}
