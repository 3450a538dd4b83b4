/** Families of counts, proportions and categories beside the usual ones, as a person writes them; named and parametrised as in brms. */
import { categorical as categoricalDistribution } from "../../../engine/distributions/categorical.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { dirichlet as dirichletDistribution } from "../../../engine/distributions/dirichlet.js";
import type { VectorValue } from "../../../engine/distributions/arrays.js";
import type { Family } from "../Family.js";
import { familyOf } from "./familyOf.js";

/** Links of the mean of counts. */
type Count = "log" | "identity" | "sqrt";
/** Links of a probability. */
type Unit = "logit" | "probit" | "cloglog";
/** Links of ordered categories. */
export type OrdinalLink = "logit" | "probit" | "cloglog" | "cauchit";

/**
 * The family of overdispersed counts whose variance is mu (1 + phi), as nbinom1 of glmmTMB.
 *
 * @throws UserError for another link.
 */
export function nbinom1(link: Count = "log"): Family {
  return familyOf("nbinom1", link);
}

/** The family of counts of mean mu and variance mu + mu²: negbinomial of shape 1. @throws UserError for another link. */
export function geometric(link: Count = "log"): Family {
  return familyOf("geometric", link);
}

/**
 * The family of successes in trials whose probability varies as beta(mu · phi, (1 − mu) · phi), `y | trials(n) ~ …`.
 *
 * @throws UserError for another link.
 */
export function betaBinomial(link: Unit = "logit"): Family {
  return familyOf("beta_binomial", link);
}

/**
 * The family of Poisson counts with zeros too many; zi is the probability of such a zero.
 *
 * @throws UserError for another link.
 * @example glmm("count ~ mined + (1 | site)", { family: zeroInflatedPoisson() })
 */
export function zeroInflatedPoisson(link: Count = "log"): Family {
  return familyOf("zero_inflated_poisson", link);
}

/** The family of negative binomial counts with zeros too many. @throws UserError for another link. */
export function zeroInflatedNegbinomial(link: Count = "log"): Family {
  return familyOf("zero_inflated_negbinomial", link);
}

/** The family of successes in trials with zeros too many. @throws UserError for another link. */
export function zeroInflatedBinomial(link: Unit = "logit"): Family {
  return familyOf("zero_inflated_binomial", link);
}

/** The family of beta-binomial successes with zeros too many. @throws UserError for another link. */
export function zeroInflatedBetaBinomial(link: Unit = "logit"): Family {
  return familyOf("zero_inflated_beta_binomial", link);
}

/** The family of proportions below 1 of which some are 0. @throws UserError for another link. */
export function zeroInflatedBeta(link: Unit = "logit"): Family {
  return familyOf("zero_inflated_beta", link);
}

/**
 * The family of proportions of which some are 0 or 1: zoi is the probability of either, coi that of 1 among them.
 *
 * @throws UserError for another link.
 */
export function zeroOneInflatedBeta(link: Unit = "logit"): Family {
  return familyOf("zero_one_inflated_beta", link);
}

/**
 * The family of proportions of which some are 0 or 1, by one predictor and two cutpoints (Kubinec 2023).
 *
 * @throws UserError for another link.
 */
export function orderedBeta(link: "logit" = "logit"): Family {
  return familyOf("ordered_beta", link);
}

/** The family of counts that are 0 with probability hu, else Poisson above 0. @throws UserError for another link. */
export function hurdlePoisson(link: Count = "log"): Family {
  return familyOf("hurdle_poisson", link);
}

/** The family of counts that are 0 with probability hu, else negative binomial above 0. @throws UserError for another link. */
export function hurdleNegbinomial(link: Count = "log"): Family {
  return familyOf("hurdle_negbinomial", link);
}

/** The family of responses that are 0 with probability hu, else gamma. @throws UserError for another link. */
export function hurdleGamma(link: "log" | "identity" | "inverse" = "log"): Family {
  return familyOf("hurdle_gamma", link);
}

/** The family of responses that are 0 with probability hu, else lognormal. @throws UserError for another link. */
export function hurdleLognormal(link: "identity" | "inverse" = "identity"): Family {
  return familyOf("hurdle_lognormal", link);
}

/**
 * The family of ordered categories by P(Y ≤ k) = F(disc (threshold_k − mu)): proportional odds with logit.
 *
 * @throws UserError for another link.
 * @example glmm("rating ~ temperature + contact + (1 | judge)", { family: cumulative("probit") })
 */
export function cumulative(link: OrdinalLink = "logit"): Family {
  return familyOf("cumulative", link);
}

/** The family of ordered categories that are climbed one by one, by the odds of stopping. @throws UserError for another link. */
export function sratio(link: OrdinalLink = "logit"): Family {
  return familyOf("sratio", link);
}

/** The family of ordered categories that are climbed one by one, by the odds of going on. @throws UserError for another link. */
export function cratio(link: OrdinalLink = "logit"): Family {
  return familyOf("cratio", link);
}

/** The family of ordered categories by the odds of neighbours. @throws UserError for another link. */
export function acat(link: OrdinalLink = "logit"): Family {
  return familyOf("acat", link);
}

/**
 * The family of unordered categories, each but the first with a predictor of its own, by its link or nothing; or the distribution.
 *
 * @throws UserError for another link, or fewer than two logits.
 */
export function categorical(link?: "logit"): Family;
/** The distribution of a category from 0 to K − 1 with probability proportional to e^logit. */
export function categorical(logits: VectorValue): Distribution;
export function categorical(given?: "logit" | VectorValue): Family | Distribution {
  return given === undefined || typeof given === "string"
    ? familyOf("categorical", given)
    : categoricalDistribution(given);
}

/**
 * The family of shares of a whole, `cbind(a, b, c) ~ …`, of precision phi, by its link or nothing; or the distribution.
 *
 * @throws UserError for another link, or concentrations not above 0.
 */
export function dirichlet(link?: "logit"): Family;
/** The Dirichlet distribution with these concentrations, one per element. */
export function dirichlet(concentration: VectorValue): Distribution;
export function dirichlet(given?: "logit" | VectorValue): Family | Distribution {
  return given === undefined || typeof given === "string" ? familyOf("dirichlet", given) : dirichletDistribution(given);
}

/** The family of counts of categories, `cbind(a, b, c) ~ …`. @throws UserError for another link. */
export function multinomial(link: "logit" = "logit"): Family {
  return familyOf("multinomial", link);
}

/** The family of counts of categories whose probabilities vary with precision phi. @throws UserError for another link. */
export function dirichletMultinomial(link: "logit" = "logit"): Family {
  return familyOf("dirichlet_multinomial", link);
}

/**
 * The family of counts that vary less (shape above 1) or more (below 1) than Poisson counts. mu is not the mean but nearly the likeliest
 * count; the mean is about mu − (1 − 1/shape)/2 where mu · shape is large.
 *
 * @throws UserError for another link.
 * @example glmm("eggs ~ weight + (1 | nest)", { family: comPoisson() })
 */
export function comPoisson(link: Count = "log"): Family {
  return familyOf("com_poisson", link);
}
