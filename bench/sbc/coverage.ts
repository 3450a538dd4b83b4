/** How many of many intervals cover what they are for. */

/** Probability that an interval is meant to hold. */
export const level = 0.9;

/**
 * The least and the largest count of intervals, of so many, that may cover: three standard deviations about the expected
 * count, rounded down. Counts of 200 right intervals leave 167 to 192 with a probability of 0.002.
 *
 * @example coverageBounds(200); // [167, 192]
 */
export function coverageBounds(replications: number): readonly [number, number] {
  const mean = level * replications;
  const reach = 3 * Math.sqrt(mean * (1 - level));
  return [Math.floor(mean - reach), Math.min(replications, Math.floor(mean + reach))];
}

/** Whether the middle `level` of draws holds the truth. */
export function covers(draws: Float64Array, truth: number): boolean {
  const below = draws.reduce((count, draw) => count + Number(draw < truth), 0) / draws.length;
  return below > (1 - level) / 2 && below < (1 + level) / 2;
}
