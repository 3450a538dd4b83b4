/** The surface under the cumulative ranking curve. */

/**
 * SUCRA of each treatment from its rank probabilities: (T − mean rank)/(T − 1), 1 when it is surely best and 0 when
 * surely worst; NaN for a single treatment. Salanti, Ades & Ioannidis 2011.
 */
export function sucra(probabilities: readonly (readonly number[])[]): number[] {
  const treatments = probabilities.length;
  return probabilities.map((row) => (treatments - meanRank(row)) / (treatments - 1));
}

/** The mean of ranks 1, 2, … with these probabilities. */
export function meanRank(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, probability, rank) => sum + probability * (rank + 1), 0);
}
