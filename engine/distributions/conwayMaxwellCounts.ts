/** Sums of the Conway-Maxwell-Poisson law count by count, where few counts are likely. */
import { exp } from "../math/exp.js";
import { log } from "../math/log.js";

const mostCounts = 600;
/** What is left out, beside the sum. */
const negligible = 1e-20;

export interface CountSums {
  /** Of probabilities, relative to that of the mode. */
  readonly sum: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * The sum of (rate^n/n!)^shape relative to its largest term at n = floor(rate), with the mean and variance of n; undefined where more
 * than 600 counts matter. Each term is the one before times (rate/(n + 1))^shape.
 */
export function conwayMaxwellCounts(logRate: number, shape: number): CountSums | undefined {
  const mode = Math.floor(exp(logRate));
  // Moments about the mode.
  let [sum, first, second, visited] = [1, 0, 0, 0];
  for (const direction of [1, -1]) {
    let [term, away] = [1, 0];
    for (;;) {
      const n = mode + away;
      if (direction < 0 && n === 0) break;
      const ratio = exp(direction * shape * (logRate - log(direction > 0 ? n + 1 : n)));
      term *= ratio;
      away += direction;
      sum += term;
      first += term * away;
      second += term * away * away;
      // Ratios fall from here, so the rest is less than a geometric series.
      const rest = (term * away * away) / (1 - ratio);
      if (rest <= negligible * sum) break;
      visited += 1;
      if (visited > mostCounts) return undefined;
    }
  }
  const mean = first / sum;
  return { sum, mean: mode + mean, variance: second / sum - mean * mean };
}
