/** Mean and variance of a response over the effects of groups, and the covariance of two. */
import { expm1 } from "../../../engine/math/expm1.js";
import type { LawInputs } from "../Family.js";
import type { MeanForm } from "./meanForm.js";
import { normalAverage } from "./normalAverage.js";
import type { AtPredictor } from "./surface.js";

/** A response of one row in one draw. */
export interface ResponseMoments {
  readonly eta: number;
  /** Standard deviation that the effects of groups give to the predictor. */
  readonly sd: number;
  /** The mean at a predictor. */
  meanAt(eta: number): number;
  /** What the inverse link is multiplied by to give the mean, where the mean has that form. */
  readonly factor: number;
  readonly mean: number;
  /** Variance of the mean over the effects of groups. */
  readonly between: number;
  /** Mean of the variance given them. */
  readonly within: number;
}

/**
 * Var(y) = E Var(y | effects) + Var E(y | effects), by closed forms of log and identity link, by quadrature else.
 *
 * @param mean E(y | predictor), in the units of the row.
 * @param variance Var(y | predictor).
 */
export function responseMoments(
  form: MeanForm,
  inputs: LawInputs<number>,
  sd: number,
  mean: (inputs: LawInputs<number>) => number,
  variance: (inputs: LawInputs<number>) => number,
): ResponseMoments {
  const { eta } = inputs;
  const own = { ...inputs };
  const at = (of: (inputs: LawInputs<number>) => number) => (x: number) => {
    own.eta = x;
    return of(own);
  };
  const meanAt = at(mean);
  const { curve, link, growth } = form;
  const factor = curve === undefined ? NaN : meanAt(1) / (link.inverse(1) as number);
  const average = curve === undefined ? normalAverage(meanAt, eta, sd, growth) : factor * curve.mean(eta, sd);
  const isLog = curve !== undefined && link.name === "log";
  const between = isLog
    ? average * average * expm1(sd * sd)
    : curve !== undefined && link.name === "identity"
      ? factor * factor * sd * sd
      : normalAverage((x) => squared(meanAt(x) - average), eta, sd, 2 * growth);
  return { eta, sd, meanAt, factor, mean: average, between, within: normalAverage(at(variance), eta, sd, 2 * growth) };
}

/**
 * Covariance of the means of two responses whose predictors have covariance c: m₁ m₂ (e^c − 1) with log link, by quadrature over the first
 * predictor and over the second given the first else.
 *
 * @param curves link(E inverse) at a standard deviation.
 */
export function meanCovariance(
  form: MeanForm,
  first: ResponseMoments,
  second: ResponseMoments,
  c: number,
  curves: (sd: number) => AtPredictor,
): number {
  if (c === 0) return 0;
  const { curve, link, growth } = form;
  if (curve !== undefined && link.name === "log") return first.mean * second.mean * expm1(c);
  if (curve !== undefined && link.name === "identity") return first.factor * second.factor * c;
  const slope = c / squared(first.sd);
  const rest = squared(second.sd) - slope * c;
  // Of predictors that go together the rest is rounding.
  const left = rest > 1e-13 * squared(second.sd) ? Math.sqrt(rest) : 0;
  const atRest = left > 0 && curve !== undefined ? curves(left) : undefined;
  const given = (eta: number): number => {
    if (left === 0) return second.meanAt(eta);
    if (atRest !== undefined) return second.factor * (link.inverse(atRest(eta)) as number);
    return normalAverage(second.meanAt, eta, left, growth);
  };
  const product = (x: number) =>
    (first.meanAt(x) - first.mean) * (given(second.eta + slope * (x - first.eta)) - second.mean);
  return normalAverage(product, first.eta, first.sd, 2 * growth);
}

function squared(x: number): number {
  return x * x;
}
