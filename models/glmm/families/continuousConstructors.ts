/** Families of continuous responses beside the usual ones, as a person writes them. */
import { asymmetricLaplace } from "../../../engine/distributions/asymmetricLaplace.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { exgaussian as exgaussianDistribution } from "../../../engine/distributions/exgaussian.js";
import { exponential as exponentialDistribution } from "../../../engine/distributions/exponential.js";
import { generalExtremeValue } from "../../../engine/distributions/generalExtremeValue.js";
import { shiftedLognormal as shiftedLognormalDistribution } from "../../../engine/distributions/shiftedLognormal.js";
import { skewNormal as skewNormalDistribution } from "../../../engine/distributions/skewNormal.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { vonMises as vonMisesDistribution } from "../../../engine/distributions/vonMises.js";
import type { Family } from "../Family.js";
import { familyOf } from "./familyOf.js";

/** Links of a location on the whole line. */
export type LocationLink = "identity" | "log" | "inverse" | "softplus";
/** Links of the mean of positive responses. */
export type PositiveLink = "log" | "identity" | "inverse" | "softplus";
/** Links of the location of a logarithm. */
export type LogScaleLink = "identity" | "inverse";
/** Links of a direction. */
export type DirectionLink = "tan_half" | "identity";

/**
 * The family of skew responses with mean mu, standard deviation sigma and slant alpha, by mu's link or nothing (identity); or the
 * distribution. As brms's skew_normal.
 *
 * @throws UserError for another link, or parameters outside their domain.
 * @example glmm("score ~ age + (1 | school)", { family: skewNormal() })
 */
export function skewNormal(link?: LocationLink): Family;
/** The skew normal distribution with mean `mu`, standard deviation `sigma` and slant `alpha`. */
export function skewNormal(mu: Value, sigma: Value, alpha: Value): Distribution;
export function skewNormal(...given: [(LocationLink | undefined)?] | [Value, Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("skew_normal", given[0]) : skewNormalDistribution(...given);
}

/**
 * The family of response times that are a normal number plus an exponential one of mean beta; mu is the mean of both together. By its link
 * or nothing (identity); or the distribution. As brms's exgaussian.
 *
 * @throws UserError for another link, or parameters outside their domain.
 */
export function exgaussian(link?: LocationLink): Family;
/** The distribution of a normal number plus an exponential one of mean `beta`, with mean `mu` together. */
export function exgaussian(mu: Value, sigma: Value, beta: Value): Distribution;
export function exgaussian(...given: [(LocationLink | undefined)?] | [Value, Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("exgaussian", given[0]) : exgaussianDistribution(...given);
}

/**
 * The family of quantile regression: a share `quantile` of the responses lies below mu. Give the quantile as a prior,
 * `prior("quantile", "constant(0.9)")`, or it is estimated. By mu's link or nothing (identity); or the distribution.
 *
 * @throws UserError for another link, or parameters outside their domain.
 */
export function asymLaplace(link?: LocationLink): Family;
/** The asymmetric Laplace distribution around `mu`, below which the share `quantile` lies. */
export function asymLaplace(mu: Value, sigma: Value, quantile: Value): Distribution;
export function asymLaplace(...given: [(LocationLink | undefined)?] | [Value, Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("asym_laplace", given[0]) : asymmetricLaplace(...given);
}

/**
 * The family of responses that are the largest of many, gen_extreme_value(mu, sigma, xi), by the link of the location mu or nothing
 * (identity); or the distribution. Without a formula xi lies between −½ and 1.
 *
 * @throws UserError for another link, or parameters outside their domain.
 */
export function genExtremeValue(link?: LocationLink): Family;
/** The generalised extreme value distribution with location `mu`, scale `sigma` and shape `xi`. */
export function genExtremeValue(mu: Value, sigma: Value, xi: Value): Distribution;
export function genExtremeValue(
  ...given: [(LocationLink | undefined)?] | [Value, Value, Value]
): Family | Distribution {
  return isLink(given) ? familyOf("gen_extreme_value", given[0]) : generalExtremeValue(...given);
}

/**
 * The family of response times that begin at ndt, after which they are lognormal, by the link of the logarithm's mean or nothing
 * (identity); or the distribution. As brms's shifted_lognormal.
 *
 * @throws UserError for another link, or parameters outside their domain.
 */
export function shiftedLognormal(link?: LogScaleLink): Family;
/** The distribution of `ndt` + eˣ when x is normal(mu, sigma). */
export function shiftedLognormal(mu: Value, sigma: Value, ndt: Value): Distribution;
export function shiftedLognormal(
  ...given: [(LogScaleLink | undefined)?] | [Value, Value, Value]
): Family | Distribution {
  return isLink(given) ? familyOf("shifted_lognormal", given[0]) : shiftedLognormalDistribution(...given);
}

/**
 * The family of angles between −π and π with concentration kappa, by the link of the mean direction or nothing (tan_half); or the
 * distribution. As brms's von_mises.
 *
 * @throws UserError for another link, or parameters outside their domain.
 */
export function vonMises(link?: DirectionLink): Family;
/** The von Mises distribution of angles around `mu` with concentration `kappa`. */
export function vonMises(mu: Value, kappa: Value): Distribution;
export function vonMises(...given: [(DirectionLink | undefined)?] | [Value, Value]): Family | Distribution {
  return isLink(given) ? familyOf("von_mises", given[0]) : vonMisesDistribution(...given);
}

/**
 * The family of positive responses whose hazard is constant, of mean mu, by its link or nothing (log); or the distribution.
 *
 * @throws UserError for another link, or a rate outside its domain.
 */
export function exponential(link?: PositiveLink): Family;
/** The exponential distribution with mean 1/`rate`. */
export function exponential(rate: Value): Distribution;
export function exponential(...given: [(PositiveLink | undefined)?] | [Value]): Family | Distribution {
  return isLink(given) ? familyOf("exponential", given[0]) : exponentialDistribution(...given);
}

/**
 * The family of positive responses whose hazard is a power of time, of mean mu and a shape. As brms's weibull.
 *
 * @throws UserError for another link.
 * @example glmm("time | cens(censored) ~ arm + (1 | centre)", { family: weibull() })
 */
export function weibull(link: PositiveLink = "log"): Family {
  return familyOf("weibull", link);
}

/**
 * The family of times to an event by their hazard: e^mu times a baseline that is the same for all, whose shape is a spline with shares sbhaz.
 * Of proportional hazards (Cox 1972), with a baseline as brms has it. There are ratios of hazards, and no expected or predicted times.
 *
 * @throws UserError for another link.
 * @example glmm("time | cens(censored) ~ arm + (1 | centre)", { family: cox() })
 */
export function cox(link: "log" | "identity" | "softplus" = "log"): Family {
  return familyOf("cox", link);
}

/**
 * The family of positive responses of mean mu and variance mu³/shape. As brms's inverse.gaussian, whose default link is 1/mu².
 *
 * @throws UserError for another link.
 */
export function inverseGaussian(link: PositiveLink = "log"): Family {
  return familyOf("inverse.gaussian", link);
}

/**
 * The family of positive responses that are the largest of many, with heavy tails: of mean mu and index nu above 1. As brms's frechet.
 *
 * @throws UserError for another link.
 */
export function frechet(link: PositiveLink = "log"): Family {
  return familyOf("frechet", link);
}

/**
 * The family of amounts of 0 or above that are sums of a random number of events, of mean mu and variance phi · mu^power, power between 1
 * and 2.
 *
 * @throws UserError for another link.
 */
export function tweedie(link: PositiveLink = "log"): Family {
  return familyOf("tweedie", link);
}

/** A family is asked for with a link's name or with nothing. */
function isLink<Link extends string>(given: readonly unknown[]): given is readonly [(Link | undefined)?] {
  return typeof given[0] === "string" || given.every((value) => value === undefined);
}
