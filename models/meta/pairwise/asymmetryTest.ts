/** Tests for asymmetry of a funnel plot by regression. */
import { incompleteBeta } from "../../../engine/math/incompleteBeta.js";
import { constant, type Design } from "./heterogeneityTest.js";
import { weightedCoefficient, weightedFit } from "./weightedFit.js";

export interface AsymmetryTest {
  /** Change of the effect per unit of its standard error (Egger), or per unit of 1/n (Peters). */
  readonly slope: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided; NaN where no effects are left to tell it. */
  readonly p: number;
  /** Effect of a study without error, or of endless size: where the line meets the axis; of a study with average moderators. */
  readonly limit: number;
}

/**
 * Egger's regression test (Egger et al. 1997, BMJ 315, 629-634): effects on their standard errors, weighted by precision. The slope is the
 * intercept of Egger's own regression of effect/se on 1/se. Moderators stand beside the standard errors, as in `regtest` of metafor.
 *
 * @param design Columns of the mean, a constant unless told.
 */
export function eggerTest(
  effects: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  design: Design = constant(effects),
): AsymmetryTest {
  const weights = Float64Array.from(standardErrors, (se) => 1 / (se * se));
  return weightedSlope(effects, standardErrors, weights, design);
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
  return weightedSlope(effects, inverse, weights, constant(effects));
}

/** Least squares of y on x beside a design with these weights, the residual variance unknown. */
function weightedSlope(
  y: ArrayLike<number>,
  x: ArrayLike<number>,
  weights: Float64Array,
  design: Design,
): AsymmetryTest {
  const { rank, squares } = weightedFit(y, weights, [...design, x]);
  const df = y.length - rank;
  const { estimate: slope, se: unit } = weightedCoefficient(y, weights, x, design);
  const [first, ...others] = design;
  const { estimate: limit } = weightedCoefficient(y, weights, first!, [...others, x]);
  const se = unit * Math.sqrt(squares / df);
  const t = slope / se;
  return { slope, se, t, df, p: df > 0 ? twoSided(t, df) : NaN, limit };
}

/** Probability that a Student t variable is farther from 0 than t. */
function twoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}
