/** Ranks all draws of all chains together, ties sharing their average. */

/** Ranks from 1 of the pooled values, chain by chain; NaN where the value is NaN. */
export function averageRanks(chains: readonly Float64Array[]): readonly Float64Array[] {
  const pooled = concatenate(chains);
  const order = Array.from(pooled.keys())
    .filter((i) => !Number.isNaN(pooled[i]))
    .sort((a, b) => pooled[a] - pooled[b]);
  const ranks = new Float64Array(pooled.length).fill(NaN);
  let start = 0;
  while (start < order.length) {
    let end = start;
    while (end + 1 < order.length && pooled[order[end + 1]] === pooled[order[start]]) end++;
    for (let i = start; i <= end; i++) ranks[order[i]] = (start + end) / 2 + 1;
    start = end + 1;
  }
  let offset = 0;
  return chains.map((chain) => ranks.subarray(offset, (offset += chain.length)));
}

/** Several arrays end to end. */
export function concatenate(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((total, array) => total + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
