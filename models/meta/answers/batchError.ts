/** Monte Carlo error of a mean over chains, by batch means. */

/**
 * Standard error of the mean of draws as an estimate: chains are cut into batches of about √n draws, whose means are taken for
 * independent (Flegal, Haran & Jones 2008, Statistical Science 23, 250-260). Cheap, and for indicators as good as any; NaN for fewer than two batches.
 *
 * @param draws All chains, one after the other, of equal length.
 */
export function batchError(draws: ArrayLike<number>, chains: number): number {
  const length = Math.floor(draws.length / chains);
  const size = Math.max(1, Math.floor(Math.sqrt(length)));
  const perChain = Math.floor(length / size);
  const means: number[] = [];
  for (let chain = 0; chain < chains; chain += 1) {
    for (let batch = 0; batch < perChain; batch += 1) {
      let sum = 0;
      const start = chain * length + batch * size;
      for (let k = 0; k < size; k += 1) sum += draws[start + k]!;
      means.push(sum / size);
    }
  }
  const count = means.length;
  const mean = means.reduce((sum, value) => sum + value, 0) / count;
  const squares = means.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (count - 1) / count);
}
