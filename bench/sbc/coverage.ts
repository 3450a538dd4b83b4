/** How many of many intervals cover what they are for. */

/** Probability that an interval is meant to hold. */
export const level = 0.9;

/** Share of draws on either side of it. */
const beyond = 0.05;

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

/** Probability that the count of right intervals is within its bounds; of several counts the product, were they independent. */
export function chanceWithin(replications: number): number {
  const [fewest, most] = coverageBounds(replications);
  let within = 0;
  let logProbability = replications * Math.log(1 - level);
  for (let count = 0; count <= most; count++) {
    if (count >= fewest) within += Math.exp(logProbability);
    logProbability += Math.log(((replications - count) / (count + 1)) * (level / (1 - level)));
  }
  return within;
}

/** Whether the middle `level` of draws holds the truth: more than a twentieth of them are below it, and as many above. */
export function covers(draws: Float64Array, truth: number): boolean {
  const below = draws.reduce((count, draw) => count + Number(draw < truth), 0);
  return Math.min(below, draws.length - below) > beyond * draws.length;
}
