/** The metric of sample variances, shrunk a little towards a small constant. */
import { diagonalMetric, type Metric } from "../hamiltonian/metric.js";
import { variance, type Welford } from "./welford.js";

/**
 * Stan's regularised estimate: n / (n + 5) · variance + 5 / (n + 5) · 10⁻³ from n draws, so that a few draws that happen to lie
 * close together do not make a tiny scale. Needs at least 2 draws; without them returns `previous`.
 */
export function varianceMetric(draws: Welford, previous: Metric): Metric {
  const n = draws.count;
  if (n < 2) return previous;
  const inverse = previous.inverse.map((old, i) => {
    const estimate = (n / (n + 5)) * variance(draws, i) + 1e-3 * (5 / (n + 5));
    return estimate < Infinity ? estimate : old;
  });
  return diagonalMetric(inverse);
}
