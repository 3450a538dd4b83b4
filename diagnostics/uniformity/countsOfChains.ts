/** How many of the lowest draws of all are those of each chain. */

/**
 * For each chain, how many of the lowest i/bins of all draws are its own, i = 1, …, bins - 1.
 *
 * @param owners the chain of each draw, in ascending order of the draws
 */
export function countsOfChains(owners: Int32Array, chains: number, bins: number): Int32Array[] {
  const counts = Array.from({ length: chains }, () => new Int32Array(bins - 1));
  const running = new Int32Array(chains);
  let at = 0;
  for (let i = 0; i < bins - 1; i++) {
    for (const edge = Math.floor(((i + 1) * owners.length) / bins); at < edge; at++) running[owners[at]]++;
    for (let chain = 0; chain < chains; chain++) counts[chain][i] = running[chain];
  }
  return counts;
}
