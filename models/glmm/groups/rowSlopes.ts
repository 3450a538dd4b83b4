/** First and second derivative of a response's log density by its linear predictor: what Fisher scoring is made of. */
import { digamma } from "../../../engine/math/digamma.js";
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import type { FamilyName, FamilyRow, LawInputs, Link } from "../Family.js";
import { complementOf, probabilityLink } from "../links.js";
import { sizeOfInputs } from "../sizeOfInputs.js";

/** Filled anew for each row and draw, since there are millions of them. */
export interface RowSlopes {
  /** Derivative of the log density by the linear predictor. */
  score: number;
  /** Expected information about it: minus the expected second derivative. */
  information: number;
}

/** Writes the slopes of a response's log density. */
export type WriteSlopes = (y: number, inputs: LawInputs<number>, out: RowSlopes) => void;

/**
 * The slopes of a family with a link. Where score and information share their costly parts they are computed together;
 * elsewhere the information is that of the family's row.
 */
export function rowSlopesOf(family: FamilyRow, link: Link): WriteSlopes {
  const together = closedForms.get(`${family.name}(${link.name})`);
  if (together) return together;
  const score = scores.get(family.name) ?? differenced(family);
  if (score === "trials") return ofTrials(link);
  return (y, inputs, out) => {
    out.information = family.information(inputs, link);
    out.score = score(y, inputs, link);
  };
}

const trialsLogit: WriteSlopes = (y, { eta, trials = 1 }, out) => {
  // The smaller of p and 1 − p has no digits to lose.
  const odds = exp(-Math.abs(eta));
  const larger = 1 / (1 + odds);
  const smaller = odds * larger;
  out.score = y - trials * (eta > 0 ? larger : smaller);
  out.information = trials * larger * smaller;
};

const closedForms: ReadonlyMap<string, WriteSlopes> = new Map<string, WriteSlopes>([
  ["bernoulli(logit)", trialsLogit],
  ["binomial(logit)", trialsLogit],
  [
    "gaussian(identity)",
    (y, { eta, sigma }, out) => {
      out.information = 1 / (sigma! * sigma!);
      out.score = (y - eta) * out.information;
    },
  ],
  [
    "poisson(log)",
    (y, { eta, rate = 1 }, out) => {
      out.information = rate * exp(eta);
      out.score = y - out.information;
    },
  ],
  [
    "negbinomial(log)",
    (y, { eta, shape, rate = 1 }, out) => {
      const mean = rate * exp(eta);
      const inflation = 1 + mean / (shape! * rate);
      out.information = mean / inflation;
      out.score = (y - mean) / inflation;
    },
  ],
  [
    "gamma(log)",
    (y, { eta, shape }, out) => {
      out.information = shape!;
      out.score = shape! * (y * exp(-eta) - 1);
    },
  ],
]);

/** Of y successes in some trials: y slope/p − (n − y) slope/(1 − p), and n slope²/(p (1 − p)). */
function ofTrials(link: Link): WriteSlopes {
  const { logSlope, logInverse, logComplement } = probabilityLink(link);
  return (y, { eta, trials = 1 }, out) => {
    const [p, q] = probabilities(link, eta);
    let [up, down] = [0, 0];
    if (p > 1e-200 && q > 1e-200) {
      const slope = link.slope(eta);
      [up, down] = [slope / p, slope / q];
    } else {
      // By logarithms, since slope and probability underflow together.
      const slope = logSlope(eta);
      [up, down] = [exp(slope - (logInverse(eta) as number)), exp(slope - (logComplement(eta) as number))];
    }
    out.score = y * up - (trials - y) * down;
    out.information = trials * up * down;
  };
}

/** p and 1 − p; of a symmetric link the larger is taken from the smaller. */
function probabilities(link: Link, eta: number): readonly [number, number] {
  if (link.name === "cloglog") return [link.inverse(eta) as number, complementOf(link, eta) as number];
  const smaller = link.inverse(-Math.abs(eta)) as number;
  return eta > 0 ? [1 - smaller, smaller] : [smaller, 1 - smaller];
}

type Score = (y: number, inputs: LawInputs<number>, link: Link) => number;

const meanOf = (link: Link, eta: number) => link.inverse(eta) as number;

/** NaN where the link leads below 0, outside the law's domain. */
const positiveMean = (link: Link, eta: number) => {
  const mean = meanOf(link, eta);
  return mean > 0 ? mean : NaN;
};

const ofNormal: Score = (y, { eta, sigma }, link) => ((y - meanOf(link, eta)) * link.slope(eta)) / (sigma! * sigma!);

/** Half the width over which a log density is differenced where its slope is not written down: errors are about 1e-10 of it. */
const halfWidth = 1e-4;

function differenced(family: FamilyRow): Score {
  return (y, inputs, link) => {
    const law = family.law(link, sizeOfInputs(inputs));
    const at = (eta: number) => law.logDensity(y, family.values({ ...inputs, eta }, link)) as number;
    const { eta } = inputs;
    // Richardson's rule: the error is of fourth order.
    const wide = (at(eta + 2 * halfWidth) - at(eta - 2 * halfWidth)) / (4 * halfWidth);
    const narrow = (at(eta + halfWidth) - at(eta - halfWidth)) / (2 * halfWidth);
    return (4 * narrow - wide) / 3;
  };
}

/** Scores in closed form. */
const scores: ReadonlyMap<FamilyName, Score | "trials"> = new Map<FamilyName, Score | "trials">(
  Object.entries({
    gaussian: ofNormal,
    lognormal: (y, inputs, link) => ofNormal(log(y), inputs, link),
    student(y, { eta, sigma, nu }, link) {
      const residual = y - meanOf(link, eta);
      return ((nu! + 1) * residual * link.slope(eta)) / (nu! * sigma! * sigma! + residual * residual);
    },
    bernoulli: "trials",
    binomial: "trials",
    poisson(y, { eta, rate = 1 }, link) {
      const mean = rate * positiveMean(link, eta);
      return (y / mean - 1) * rate * link.slope(eta);
    },
    negbinomial(y, { eta, shape, rate = 1 }, link) {
      const mean = rate * positiveMean(link, eta);
      return ((y / mean - 1) * rate * link.slope(eta)) / (1 + mean / (shape! * rate));
    },
    gamma(y, { eta, shape }, link) {
      const mean = positiveMean(link, eta);
      return (shape! * (y / mean - 1) * link.slope(eta)) / mean;
    },
    beta(y, { eta, phi }, link) {
      const [mean, complement] = [exp(link.logInverse!(eta) as number), exp(link.logComplement!(eta) as number)];
      const logit = log(y) - log1p(-y);
      return phi! * link.slope(eta) * (logit - digamma(mean * phi!) + digamma(complement * phi!));
    },
  } satisfies Record<string, Score | "trials">),
);
