/** Derivatives of responses' log densities by the linear predictor, as far as they are written down. */
import { digamma } from "../../../engine/math/digamma.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import type { CountBase } from "../families/CountBase.js";
import { betaBinomialBase, binomialBase, negbinomialBase, poissonBase } from "../families/countBases.js";
import { relativeSlope } from "../families/shared.js";
import type { FamilyName, LawInputs, Link } from "../Family.js";
import { complementOf } from "../links.js";
import { relativeSlopes } from "./relativeSlopes.js";

/** Derivative of a response's log density by the linear predictor. */
export type RowScore = (y: number, inputs: LawInputs<number>, link: Link) => number;

const meanOf = (link: Link, eta: number) => link.inverse(eta) as number;

/** NaN where the link leads below 0, outside the law's domain. */
const positiveMean = (link: Link, eta: number) => {
  const mean = meanOf(link, eta);
  return mean > 0 ? mean : NaN;
};

const gaussian: RowScore = (y, { eta, sigma }, link) => ((y - meanOf(link, eta)) * link.slope(eta)) / (sigma! * sigma!);

const lognormal: RowScore = (y, inputs, link) => gaussian(log(y), inputs, link);

const student: RowScore = (y, { eta, sigma, nu }, link) => {
  const residual = y - meanOf(link, eta);
  return ((nu! + 1) * residual * link.slope(eta)) / (nu! * sigma! * sigma! + residual * residual);
};

const trials: RowScore = (y, { eta, trials: most = 1 }, link) => {
  const { up, down } = relativeSlopes(link, eta);
  return y * up - (most - y) * down;
};

const poisson: RowScore = (y, { eta, rate = 1 }, link) => {
  const mean = rate * positiveMean(link, eta);
  return (y / mean - 1) * rate * link.slope(eta);
};

const negbinomial: RowScore = (y, { eta, shape, rate = 1 }, link) => {
  const mean = rate * positiveMean(link, eta);
  return ((y / mean - 1) * rate * link.slope(eta)) / (1 + mean / (shape! * rate));
};

const gamma: RowScore = (y, { eta, shape }, link) => {
  const mean = positiveMean(link, eta);
  return (shape! * (y / mean - 1) * link.slope(eta)) / mean;
};

const beta: RowScore = (y, { eta, phi }, link) => {
  const [mean, complement] = [exp(link.logInverse!(eta) as number), exp(link.logComplement!(eta) as number)];
  const logit = log(y) - log1p(-y);
  return phi! * link.slope(eta) * (logit - digamma(mean * phi!) + digamma(complement * phi!));
};

/** Successes whose probability is itself beta: y of n terms slope · phi/(a + k), less those of failures, where a = p phi. */
const betaBinomial: RowScore = (y, { eta, phi, trials: most = 1 }, link) => {
  const { up, down } = relativeSlopes(link, eta);
  const steepness = phi! * link.slope(eta);
  const [alpha, beta] = [meanOf(link, eta) * phi!, (complementOf(link, eta) as number) * phi!];
  const successes = y > 0 ? up + steepness * sumOfInverses(alpha + 1, y - 1) : 0;
  const failures = most > y ? down + steepness * sumOfInverses(beta + 1, most - y - 1) : 0;
  return successes - failures;
};

/** 1/x + 1/(x + 1) + … of `count` terms; of few no difference is taken, which would have no digits where x is large. */
function sumOfInverses(x: number, count: number): number {
  if (count > 30) return digamma(x + count) - digamma(x);
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += 1 / (x + k);
  return sum;
}

/** A zero is one of the counts with the probability w = (1 − zi) p₀/(zi + (1 − zi) p₀): its score is w times theirs. */
function zeroInflated({ logZero, zeroSlope }: CountBase, counted: RowScore): RowScore {
  return (y, inputs, link) => {
    if (y > 0) return counted(y, inputs, link);
    const zero = (1 - inputs.zi!) * exp(logZero(inputs, link));
    return zero === 0 ? 0 : (zero / (inputs.zi! + zero)) * zeroSlope(inputs, link);
  };
}

/** What is above zero has the density over 1 − p₀, of which the logarithm's slope is −s₀ p₀/(1 − p₀), s₀ the score of a zero. */
function hurdleOfCounts({ logZero, zeroSlope }: CountBase, counted: RowScore): RowScore {
  return (y, inputs, link) => {
    if (y === 0) return 0;
    const odds = expm1(-logZero(inputs, link));
    // Where the mean underflows, a count goes with mean^(y − 1).
    if (odds === 0) return (y - 1) * relativeSlope(link, inputs.eta);
    return counted(y, inputs, link) + zeroSlope(inputs, link) / odds;
  };
}

/** Zeros tell nothing of the mean of what is above them. */
function hurdle(above: RowScore): RowScore {
  return (y, inputs, link) => (y === 0 ? 0 : above(y, inputs, link));
}

/** The scores by the name of the family. */
export const rowScores: ReadonlyMap<FamilyName, RowScore> = new Map<FamilyName, RowScore>(
  Object.entries({
    ...{ gaussian, lognormal, student, poisson, negbinomial, gamma, beta },
    bernoulli: trials,
    binomial: trials,
    zero_inflated_poisson: zeroInflated(poissonBase, poisson),
    zero_inflated_negbinomial: zeroInflated(negbinomialBase, negbinomial),
    zero_inflated_binomial: zeroInflated(binomialBase, trials),
    beta_binomial: betaBinomial,
    zero_inflated_beta_binomial: zeroInflated(betaBinomialBase, betaBinomial),
    hurdle_poisson: hurdleOfCounts(poissonBase, poisson),
    hurdle_negbinomial: hurdleOfCounts(negbinomialBase, negbinomial),
    hurdle_gamma: hurdle(gamma),
    hurdle_lognormal: hurdle(lognormal),
    zero_inflated_beta: hurdle(beta),
  } satisfies Record<string, RowScore>),
);
