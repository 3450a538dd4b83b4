/** Chains without most of their autocorrelation, for what takes draws for independent. */
import { essBulk } from "../essBulk.js";
import { quantile } from "../quantile.js";

/** Fewest draws of a chain that are left. */
const fewest = 25;

/**
 * Every k-th draw of each chain, from the k-th on, k the draws of a chain that one effective draw takes; but 25 draws of each chain at least,
 * as far as there are. The ESS is each chain's own in the bulk, of all chains the median: taken together, chains that disagree would
 * look autocorrelated, and be thinned until that no longer shows. Chains whose ESS is not known are left whole.
 *
 * @throws RangeError if the chains are not of one length.
 * @example chainUniformityTest(thinned(chains))
 */
export function thinned(chains: readonly Float64Array[]): readonly Float64Array[] {
  const draws = chains.length === 0 ? 0 : chains[0].length;
  const sizes = chains.map((chain) => essBulk([chain])).filter(({ reason }) => reason === undefined);
  const size = quantile([Float64Array.from(sizes, ({ value }) => value)], 0.5);
  if (size.reason !== undefined) return chains;
  const step = Math.min(Math.ceil(draws / size.value), Math.floor(draws / fewest));
  if (step <= 1) return chains;
  const kept = Math.floor(draws / step);
  return chains.map((chain) => Float64Array.from({ length: kept }, (_, i) => chain[(i + 1) * step - 1]));
}
