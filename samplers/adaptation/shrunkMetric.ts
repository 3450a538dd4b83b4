/** A metric from few draws: it leaves what was there before only as far as the draws are clear about it. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { diagonalMetric, type Metric } from "../hamiltonian/metric.js";
import { effectiveDraws, type Stretch } from "./stretch.js";
import { variance } from "./welford.js";

/** What a metric is estimated from: the draws, or draws and gradients as in `gradientMetric`. */
export type MetricEstimate = "variance" | "gradient";

/** Bounds of an inverse metric; outside them a coordinate keeps what it had. */
const SMALLEST = 1e-20;
const LARGEST = 1e20;

/**
 * Moves the logarithm of each entry of `previous` towards that of its estimate, by δ³ / (δ² + σ²) where they are δ apart and σ²
 * is the noise of the estimate: 2 / n from the draws, at most 1 / n from draws and gradients, n the effective draws of the
 * coordinate. So a guess that is good stays, since what 40 draws have to say against it is noise, and one that is wrong by
 * far is replaced after a handful.
 */
export function shrunkMetric(stretch: Stretch, previous: Metric, estimate: MetricEstimate): Metric {
  const { draws, gradients } = stretch;
  const noise = estimate === "variance" ? 2 : 1;
  return diagonalMetric(
    previous.inverse.map((old, i) => {
      const spread = variance(draws, i);
      const value = estimate === "variance" ? spread : Math.sqrt(spread / variance(gradients, i));
      if (!(value >= SMALLEST && value <= LARGEST)) return old;
      const change = log(value / old);
      const square = change * change;
      const share = square / (square + noise / Math.max(2, effectiveDraws(stretch, i)));
      return old * exp(share * change);
    }),
  );
}
