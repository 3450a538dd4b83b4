/** Cuts every chain in two, so that a trend within a chain shows as a difference between halves. */

/**
 * The two halves of every chain, all first halves' and second halves' chains in order (1a, 1b, 2a, 2b, …), as views of
 * the input. The middle draw of an odd number is left out (Vehtari et al. 2021; R's `posterior` does so in its
 * diagnostics, its exported `split_chains` leaves out the last draw instead).
 *
 * @example splitChains([Float64Array.of(1, 2, 3, 4, 5)]) // [[1, 2], [4, 5]]
 */
export function splitChains(chains: readonly Float64Array[]): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = chain.length >> 1;
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

/** {@link splitChains} of chains of `draws` draws that stand one after another in one array. */
export function splitPooled(pooled: Float64Array, draws: number): Float64Array[] {
  const halves: Float64Array[] = [];
  const half = draws >> 1;
  for (let start = 0; start < pooled.length; start += draws) {
    halves.push(pooled.subarray(start, start + half), pooled.subarray(start + draws - half, start + draws));
  }
  return halves;
}
