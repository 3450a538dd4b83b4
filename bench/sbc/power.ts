/** What a study of so many replications would see of posteriors that are wrong. */
import { countsBelow } from "poolwise/diagnostics";
import { bandOf, bins } from "./judge.js";
import { randomness } from "./randomness.js";

const trials = 400;

/**
 * The share of made studies in which one variable leaves the band that so many share, when its posterior is normal and its mean is
 * `shift` of the right one's standard deviations off, or its standard deviation `ratio` times the right one.
 */
export function power(replications: number, variables: number, { shift = 0, ratio = 1 }): number {
  const random = randomness(`power ${shift} ${ratio}`);
  const bounds = bandOf(replications, variables);
  let seen = 0;
  for (let trial = 0; trial < trials; trial++) {
    const ranks = Array.from({ length: replications }, () => {
      const truth = random.normal(0, 1);
      let rank = 0;
      for (let draw = 1; draw < bins; draw++) rank += Number(random.normal(shift, ratio) < truth);
      return rank;
    });
    const counts = countsBelow(ranks, bins);
    seen += Number(bounds.some(([low, high], i) => counts[i]! < low || counts[i]! > high));
  }
  return seen / trials;
}
