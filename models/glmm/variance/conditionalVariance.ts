/** The variance of responses around their mean: for every family a quadratic function of the mean. */
import { expm1 } from "../../../engine/math/expm1.js";
import type { FamilyName, LawInputs } from "../Family.js";

/** Var(y | mean) = constant + linear · mean + square · mean². */
export interface QuadraticVariance {
  readonly constant: number;
  readonly linear: number;
  readonly square: number;
}

interface VarianceRow {
  /** The number that the variance grows with in proportion; undefined where the mean alone fixes it. NaN where it is infinite. */
  readonly dispersion?: (inputs: LawInputs<number>) => number;
  readonly variance: (dispersion: number) => QuadraticVariance;
}

const squared = (x: number) => x * x;
const byShape = ({ shape }: LawInputs<number>) => 1 / shape!;
const trial: VarianceRow = { variance: () => ({ constant: 0, linear: 1, square: -1 }) };

/** Of the families where it is so. Binomial responses are shares of one trial, counts are those of one unit of `rate()`. */
export const conditionalVariance: Readonly<Record<FamilyName, VarianceRow | undefined>> = {
  gaussian: {
    dispersion: ({ sigma }) => squared(sigma!),
    variance: (constant) => ({ constant, linear: 0, square: 0 }),
  },
  student: {
    dispersion: ({ sigma, nu }) => (nu! > 2 ? (squared(sigma!) * nu!) / (nu! - 2) : NaN),
    variance: (constant) => ({ constant, linear: 0, square: 0 }),
  },
  lognormal: {
    dispersion: ({ sigma }) => squared(sigma!),
    variance: (ofLogarithm) => ({ constant: 0, linear: 0, square: expm1(ofLogarithm) }),
  },
  gamma: { dispersion: byShape, variance: (square) => ({ constant: 0, linear: 0, square }) },
  poisson: { variance: () => ({ constant: 0, linear: 1, square: 0 }) },
  negbinomial: { dispersion: byShape, variance: (square) => ({ constant: 0, linear: 1, square }) },
  bernoulli: trial,
  binomial: trial,
  beta: {
    dispersion: ({ phi }) => 1 / (1 + phi!),
    variance: (share) => ({ constant: 0, linear: share, square: -share }),
  },
};
