/** Families as a person writes them; those that share their name with a distribution give either, by their arguments. */
import { bernoulli as bernoulliDistribution } from "../../../engine/distributions/bernoulli.js";
import { beta as betaDistribution } from "../../../engine/distributions/beta.js";
import { binomial as binomialDistribution } from "../../../engine/distributions/binomial.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { gamma as gammaDistribution } from "../../../engine/distributions/gamma.js";
import { lognormal as lognormalDistribution } from "../../../engine/distributions/lognormal.js";
import { poisson as poissonDistribution } from "../../../engine/distributions/poisson.js";
import type { Value } from "../../../engine/distributions/Value.js";
import type { Family } from "../Family.js";
import { familyOf } from "./familyOf.js";

export * from "./continuousConstructors.js";
export * from "./discreteConstructors.js";

/** Links of responses on the whole line. */
export type RealLink = "identity" | "log" | "inverse" | "softplus";
/** Links of probabilities. */
export type UnitLink = "logit" | "probit" | "cloglog" | "cauchit";
/** Links of counts. */
export type CountLink = "log" | "identity" | "sqrt" | "softplus";
/** Links of the mean of gamma. */
export type GammaLink = "log" | "identity" | "inverse" | "softplus";
/** Links of the mean of a logarithm. */
export type LognormalLink = "identity" | "inverse";

/**
 * The family of responses on the whole line with normal errors of standard deviation sigma.
 *
 * @throws UserError for another link.
 * @example glmm("weight ~ age + (age | child)", { family: gaussian() })
 */
export function gaussian(link: RealLink = "identity"): Family {
  return familyOf("gaussian", link);
}

/**
 * The family of responses on the whole line with errors of heavy tails: scale sigma and nu > 1 degrees of freedom.
 *
 * @throws UserError for another link.
 */
export function student(link: RealLink = "identity"): Family {
  return familyOf("student", link);
}

/**
 * The family of overdispersed counts, of mean mu and variance mu + mu²/shape.
 *
 * @throws UserError for another link.
 */
export function negbinomial(link: CountLink = "log"): Family {
  return familyOf("negbinomial", link);
}

/**
 * The family of responses of 0 and 1, by a link or nothing (logit); or the distribution of 1 with this probability.
 *
 * @throws UserError for another link, or what is no probability.
 * @example bernoulli("probit")
 */
export function bernoulli(link?: UnitLink): Family;
/** The distribution of 1 with this probability, else 0. With a logit at hand, bernoulliLogit is faster and safer. */
export function bernoulli(probability: Value): Distribution;
export function bernoulli(...given: [(UnitLink | undefined)?] | [Value]): Family | Distribution {
  return isLink(given) ? familyOf("bernoulli", given[0]) : bernoulliDistribution(...given);
}

/**
 * The family of successes in trials, `y | trials(n) ~ …`, by a link or nothing (logit); or the distribution.
 *
 * @throws UserError for another link, or parameters outside their domain.
 * @example glmm("incidence | trials(size) ~ period + (1 | herd)", { family: binomial("logit") })
 */
export function binomial(link?: UnitLink): Family;
/** The distribution of successes in a number of trials. With a logit at hand, binomialLogit is faster and safer. */
export function binomial(trials: Value, probability: Value): Distribution;
export function binomial(...given: [(UnitLink | undefined)?] | [Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("binomial", given[0]) : binomialDistribution(...given);
}

/**
 * The family of counts whose variance is their mean, by a link or nothing (log); or the distribution.
 *
 * @throws UserError for another link, or a rate outside its domain.
 * @example poisson("log")
 */
export function poisson(link?: CountLink): Family;
/** The distribution of counts with this mean. With its logarithm at hand, poissonLog is faster and safer. */
export function poisson(rate: Value): Distribution;
export function poisson(...given: [(CountLink | undefined)?] | [Value]): Family | Distribution {
  return isLink(given) ? familyOf("poisson", given[0]) : poissonDistribution(...given);
}

/**
 * The family of positive responses gamma(shape, shape/mu), by a link or nothing (log); or the distribution.
 *
 * @throws UserError for another link, or parameters outside their domain.
 * @example gamma("inverse")
 */
export function gamma(link?: GammaLink): Family;
/** The gamma distribution with mean `shape`/`rate`, as Stan's gamma(shape, rate). */
export function gamma(shape: Value, rate: Value): Distribution;
export function gamma(...given: [(GammaLink | undefined)?] | [Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("gamma", given[0]) : gammaDistribution(...given);
}

/**
 * The family of proportions beta(mu · phi, (1 − mu) · phi), by a link or nothing (logit); or the distribution.
 *
 * @throws UserError for another link, or parameters outside their domain.
 * @example beta("logit")
 */
export function beta(link?: UnitLink): Family;
/** The beta distribution with mean alpha/(alpha + beta). */
export function beta(alpha: Value, beta: Value): Distribution;
export function beta(...given: [(UnitLink | undefined)?] | [Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("beta", given[0]) : betaDistribution(...given);
}

/**
 * The family of positive responses whose logarithm is normal(mu, sigma), by mu's link or nothing (identity); or the
 * distribution.
 *
 * @throws UserError for another link, or parameters outside their domain.
 * @example lognormal("identity")
 */
export function lognormal(link?: LognormalLink): Family;
/** The distribution of eˣ when x is normal(mu, sigma); its median is e^mu. */
export function lognormal(mu: Value, sigma: Value): Distribution;
export function lognormal(...given: [(LognormalLink | undefined)?] | [Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("lognormal", given[0]) : lognormalDistribution(...given);
}

/** A family is asked for with a link's name or with nothing. */
function isLink<Link extends string>(given: readonly unknown[]): given is readonly [(Link | undefined)?] {
  return typeof given[0] === "string" || given.every((value) => value === undefined);
}
