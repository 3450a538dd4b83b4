/** The links of GLMMs, by name: each written once for numbers and for tensors of a trace. */
import {
  add,
  atLeast,
  atMost,
  divide,
  erfc,
  exp,
  expm1,
  log1mexp,
  multiply,
  negate,
  sigmoid,
  softplus,
  square,
} from "../../engine/distributions/algebra.js";
import { LOG_SQRT_2PI } from "../../engine/distributions/constants.js";
import { normalLogCdf } from "../../engine/distributions/normalLogCdf.js";
import type { Value } from "../../engine/distributions/Value.js";
import { exp as expNumber } from "../../engine/math/exp.js";
import { log as logNumber } from "../../engine/math/log.js";
import { log1p } from "../../engine/math/log1p.js";
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import { softplus as softplusNumber } from "../../engine/math/softplus.js";
import type { Link, LinkName } from "./Family.js";

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

/** All links by name. */
export const links: ReadonlyMap<LinkName, Link> = new Map(
  [identity, logLink, logit, probit, cloglog, sqrt, inverse].map((link) => [link.name, link]),
);

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
  // Both other curves are symmetric.
  return link.name === "cloglog" ? exp(negate(hazard(eta))) : link.inverse(negate(eta));
}

/** A link as one of probabilities. @throws Error when it is none. */
export function probabilityLink(link: Link): ProbabilityLink {
  if (!link.logInverse || !link.logComplement || !link.logSlope) {
    throw new Error(`the link ${link.name} is not one of probabilities.`);
  }
  return link as ProbabilityLink;
}
