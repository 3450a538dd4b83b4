/** Tests for asymmetry of a funnel plot by regression. */
import { incompleteBeta } from "../../../engine/math/incompleteBeta.js";

export interface AsymmetryTest {
  /** Change of the effect per unit of its standard error (Egger), or per unit of 1/n (Peters). */
  readonly slope: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided; NaN for fewer than three effects. */
  readonly p: number;
  /** Effect of a study without error, or of endless size: where the line meets the axis. */
  readonly limit: number;
}

/**
 * Egger's regression test (Egger et al. 1997, BMJ 315, 629-634): effects on their standard errors, weighted by precision. The slope is the
 * intercept of Egger's own regression of effect/se on 1/se.
 */
export function eggerTest(effects: ArrayLike<number>, standardErrors: ArrayLike<number>): AsymmetryTest {
  const weights = Float64Array.from(standardErrors, (se) => 1 / (se * se));
  return weightedLine(effects, standardErrors, weights);
}

/**
 * Peters' test for log odds ratios (Peters et al. 2006, JAMA 295, 676-680): effects on 1/n, weighted by 1/(1/events + 1/others). Unlike
 * Egger's it is not misled by the correlation of a log odds ratio with its standard error.
 *
 * @param events People with the event in both arms together, and `others` without.
 */
export function petersTest(
  effects: ArrayLike<number>,
  events: ArrayLike<number>,
  others: ArrayLike<number>,
): AsymmetryTest {
  const inverse = Float64Array.from(events, (count, i) => 1 / (count + others[i]!));
  const weights = Float64Array.from(events, (count, i) => 1 / (1 / count + 1 / others[i]!));
  return weightedLine(effects, inverse, weights);
}

/** Least squares of y on x with these weights, the residual variance unknown. */
function weightedLine(y: ArrayLike<number>, x: ArrayLike<number>, weights: Float64Array): AsymmetryTest {
  const sum = (value: (i: number) => number) => weights.reduce((total, weight, i) => total + weight * value(i), 0);
  const all = sum(() => 1);
  const [meanX, meanY] = [sum((i) => x[i]!) / all, sum((i) => y[i]!) / all];
  const squares = sum((i) => (x[i]! - meanX) * (x[i]! - meanX));
  const slope = sum((i) => (x[i]! - meanX) * (y[i]! - meanY)) / squares;
  const limit = meanY - slope * meanX;
  const df = weights.length - 2;
  const residual = sum((i) => (y[i]! - limit - slope * x[i]!) * (y[i]! - limit - slope * x[i]!)) / df;
  const se = Math.sqrt(residual / squares);
  const t = slope / se;
  return { slope, se, t, df, p: df > 0 ? twoSided(t, df) : NaN, limit };
}

/** Probability that a Student t variable is farther from 0 than t. */
function twoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}
