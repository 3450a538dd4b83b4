/** How many draws an estimate lacks to be known to so many decimals. */

/** Two standard normal tails of 2.5 % begin here. */
const z = 1.96;

/**
 * Further draws, to be added to those of all chains, after which 1.96 standard errors are at most half a unit of the last
 * decimal: then that decimal would come out again in about 19 of 20 repetitions, but where it is about to turn. The error falls with
 * the square root of draws. 0 where there are enough; NaN where the error is not known.
 *
 * @param mcse Monte Carlo standard error of the estimate with the draws there are
 * @param draws there are, over all chains
 * @param decimals 0 for whole numbers, -1 for tens
 * @example drawsForDecimals(0.01, 4000, 2) // 57466
 */
export function drawsForDecimals(mcse: number, draws: number, decimals: number): number {
  if (!(mcse >= 0)) return NaN;
  const ratio = (z * mcse) / (0.5 * Number(`1e${-decimals}`));
  return ratio <= 1 ? 0 : Math.ceil(draws * (ratio * ratio - 1));
}
