/** The metric that makes the posterior's scores as wide as its draws: it uses the gradients, which are paid for anyway. */
import { diagonalMetric, type Metric } from "../hamiltonian/metric.js";
import { variance, type Welford } from "./welford.js";

/** Bounds of an inverse metric; outside them a coordinate keeps what it had. */
const SMALLEST = 1e-20;
const LARGEST = 1e20;

/**
 * √(Var x / Var ∂log p) by coordinate: the diagonal that minimises the Fisher divergence of a normal approximation
 * (Seyboldt, Carlson & Carpenter 2026). It is the variance itself for independent normals, after a handful of draws, and for
 * correlated ones lies between the marginal and the conditional variance. Coordinates without an estimate keep the old one.
 */
export function gradientMetric(draws: Welford, gradients: Welford, previous: Metric): Metric {
  return diagonalMetric(
    previous.inverse.map((old, i) => bounded(Math.sqrt(variance(draws, i) / variance(gradients, i)), old)),
  );
}

/** A first guess from one gradient: 1 / |∂log p|, in units of which the gradient is 1; kept within 10⁻¹⁰ and 10¹⁰. */
export function firstGradientMetric(gradient: Float64Array): Metric {
  return diagonalMetric(gradient.map((g) => Math.min(1e10, Math.max(1e-10, 1 / Math.abs(g)))));
}

const bounded = (value: number, otherwise: number): number =>
  value >= SMALLEST && value <= LARGEST ? value : otherwise;
