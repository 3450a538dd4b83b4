/** The links of GLMMs, by name: each written once for numbers and for tensors of a trace. */
import {
  add,
  atan,
  atLeast,
  atMost,
  divide,
  erfc,
  exp,
  expm1,
  log,
  log1mexp,
  multiply,
  negate,
  sigmoid,
  softplus,
  sqrt as squareRoot,
  square,
  subtract,
  whereGreater,
} from "../../engine/distributions/algebra.js";
import { cauchyLaw } from "../../engine/distributions/cauchy.js";
import { LOG_PI, LOG_SQRT_2PI } from "../../engine/distributions/constants.js";
import { normalLogCdf } from "../../engine/distributions/normalLogCdf.js";
import type { Value } from "../../engine/distributions/Value.js";
import { cos as cosNumber } from "../../engine/math/cos.js";
import { exp as expNumber } from "../../engine/math/exp.js";
import { log as logNumber } from "../../engine/math/log.js";
import { log1mexp as log1mexpNumber } from "../../engine/math/log1mexp.js";
import { log1p } from "../../engine/math/log1p.js";
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import { sigmoid as sigmoidNumber } from "../../engine/math/sigmoid.js";
import { sin as sinNumber } from "../../engine/math/sin.js";
import { softplus as softplusNumber } from "../../engine/math/softplus.js";
import type { Link, LinkName } from "./Family.js";

const INVERSE_PI = 0.3183098861837907;

/** A link of probabilities: both tails and the slope are known as logarithms, where the numbers themselves would be 0. */
export type ProbabilityLink = Link & Required<Pick<Link, "logInverse" | "logComplement" | "logSlope">>;

const identity: Link = {
  name: "identity",
  link: (mean) => mean,
  inverse: (eta) => eta,
  slope: () => 1,
};

const logLink: Link = {
  name: "log",
  link: (mean) => logNumber(mean),
  inverse: (eta) => exp(eta),
  slope: (eta) => expNumber(eta),
};

/** The square of a negative predictor is a mean as well, as in Stan: positions of both signs are accepted. */
const sqrt: Link = {
  name: "sqrt",
  link: (mean) => Math.sqrt(mean),
  inverse: (eta) => square(eta),
  slope: (eta) => 2 * eta,
};

/** 1/mean. Where a mean must be positive the density at a negative predictor is NaN: the position is rejected, as in Stan. */
const inverse: Link = {
  name: "inverse",
  link: (mean) => 1 / mean,
  inverse: (eta) => divide(1, eta),
  slope: (eta) => -1 / (eta * eta),
};

const logit: ProbabilityLink = {
  name: "logit",
  link: (mean) => logNumber(mean) - log1p(-mean),
  inverse: (eta) => sigmoid(eta),
  slope: (eta) => expNumber(logit.logSlope(eta)),
  logInverse: (eta) => negate(softplus(negate(eta))),
  logComplement: (eta) => negate(softplus(eta)),
  logSlope: (eta) => -softplusNumber(eta) - softplusNumber(-eta),
};

const probit: ProbabilityLink = {
  name: "probit",
  link: (mean) => normalQuantile(mean),
  inverse: (eta) => multiply(0.5, erfc(multiply(-Math.SQRT1_2, eta))),
  slope: (eta) => expNumber(probit.logSlope(eta)),
  logInverse: (eta) => normalLogCdf(eta),
  logComplement: (eta) => normalLogCdf(negate(eta)),
  logSlope: (eta) => -0.5 * eta * eta - LOG_SQRT_2PI,
};

/** p = 1 − exp(−e^eta): the probability that a Poisson count of mean e^eta is not 0. */
const cloglog: ProbabilityLink = {
  name: "cloglog",
  link: (mean) => logNumber(-log1p(-mean)),
  inverse: (eta) => negate(expm1(negate(hazard(eta)))),
  slope: (eta) => expNumber(cloglog.logSlope(eta)),
  // Below −700 ln p is eta to the last digit, while e^eta will be 0.
  logInverse: (eta) => add(log1mexp(negate(hazard(atLeast(eta, -700)))), atMost(add(eta, 700), 0)),
  logComplement: (eta) => negate(hazard(eta)),
  logSlope: (eta) => eta - expNumber(eta),
};

/** e^eta, kept finite: products with a slope of 0 must stay 0. The complement at 700 is exp(−10³⁰⁴) already. */
function hazard(eta: Value): Value {
  return exp(atMost(eta, 700));
}

/** p = ½ + atan(eta)/π, which in its tails falls as slowly as 1/(π |eta|). */
const cauchit: ProbabilityLink = {
  name: "cauchit",
  link: (mean) => (mean < 0.5 ? -cotangent(mean) : cotangent(1 - mean)),
  // In the lower tail as atan(−1/eta)/π, where the sum would cancel.
  inverse: (eta) =>
    whereGreater(
      eta,
      -1,
      () => add(0.5, multiply(INVERSE_PI, atan(eta))),
      () => multiply(INVERSE_PI, atan(divide(-1, atMost(eta, -1)))),
    ),
  slope: (eta) => INVERSE_PI / (1 + eta * eta),
  logInverse: (eta) => cauchyLaw.logCdf!(eta, standardCauchy),
  logComplement: (eta) => cauchyLaw.logSurvival!(eta, standardCauchy),
  logSlope: (eta) => -LOG_PI - log1p(eta * eta),
};

const standardCauchy = { location: 0, scale: 1 };

/** 1/tan(π x). */
function cotangent(x: number): number {
  return cosNumber(Math.PI * x) / sinNumber(Math.PI * x);
}

/** ln(1 + e^eta), a mean above 0 that grows in line with eta where it is large. */
const softplusLink: Link = {
  name: "softplus",
  link: (mean) => mean + log1mexpNumber(-mean),
  inverse: (eta) => softplus(eta),
  slope: (eta) => sigmoidNumber(eta),
  // Below −40 it is eta to the last digit, while e^eta will be 0.
  logInverse: (eta) =>
    whereGreater(
      eta,
      -40,
      () => log(softplus(atLeast(eta, -40))),
      () => eta,
    ),
};

/** (eta + √(eta² + 4))/2, likewise, with heavier tails. */
const squareplus: Link = {
  name: "squareplus",
  link: (mean) => mean - 1 / mean,
  // Of a negative eta as 2/(√(eta² + 4) − eta), where the sum would cancel.
  inverse(eta) {
    const root = squareRoot(add(square(eta), 4));
    return whereGreater(
      eta,
      0,
      () => multiply(0.5, add(root, eta)),
      () => divide(2, subtract(root, eta)),
    );
  },
  slope(eta) {
    const root = Math.sqrt(eta * eta + 4);
    return eta > 0 ? 0.5 * (1 + eta / root) : 2 / (root * (root - eta));
  },
};

/** 1 + e^eta, of a parameter above 1. */
const logm1: Link = {
  name: "logm1",
  link: (mean) => logNumber(mean - 1),
  inverse: (eta) => add(1, exp(eta)),
  slope: (eta) => expNumber(eta),
};

/** 2 atan(eta), an angle between −π and π. */
const tanHalf: Link = {
  name: "tan_half",
  link: (mean) => sinNumber(mean / 2) / cosNumber(mean / 2),
  inverse: (eta) => multiply(2, atan(eta)),
  slope: (eta) => 2 / (1 + eta * eta),
};

/** All links by name. */
export const links: ReadonlyMap<LinkName, Link> = new Map(
  [
    ...[identity, logLink, logit, probit, cloglog, cauchit, sqrt, inverse],
    ...[softplusLink, squareplus, logm1, tanHalf],
  ].map((link) => [link.name, link]),
);

/** ln of the mean of a positive response, NaN where the mean is not positive. */
export function logMeanOf(link: Link, eta: Value): Value {
  if (link.name === "log") return eta;
  if (link.name === "inverse") return negate(log(eta));
  return link.logInverse ? link.logInverse(eta) : log(link.inverse(eta));
}

/**
 * The link of a name.
 *
 * @throws Error for a name that is none; text of a person goes through parseFamily, which says it better.
 */
export function linkOf(name: LinkName): Link {
  const link = links.get(name);
  if (!link) throw new Error(`there is no link ${String(name)}.`);
  return link;
}

/** 1 − the mean of a link of probabilities, accurate where it is small. */
export function complementOf(link: Link, eta: Value): Value {
  // The other curves are symmetric.
  return link.name === "cloglog" ? exp(negate(hazard(eta))) : link.inverse(negate(eta));
}

/** A link as one of probabilities. @throws Error when it is none. */
export function probabilityLink(link: Link): ProbabilityLink {
  if (!link.logInverse || !link.logComplement || !link.logSlope) {
    throw new Error(`the link ${link.name} is not one of probabilities.`);
  }
  return link as ProbabilityLink;
}
