/** The variance that the link of a binary response stands for, when the response is taken for a liability beyond a threshold. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { LinkName } from "../Family.js";

/** Laws of the liability around the predictor: logistic, standard normal, and Gumbel. */
const variances: Partial<Record<LinkName, number>> = {
  logit: (Math.PI * Math.PI) / 3,
  probit: 1,
  cloglog: (Math.PI * Math.PI) / 6,
};

/** Families whose responses are those of a liability beyond one threshold, or beyond several. */
const ofThresholds: ReadonlySet<string> = new Set(["bernoulli", "binomial", "beta_binomial", "cumulative"]);

/**
 * π²/3 of logit, 1 of probit and π²/6 of cloglog, for responses of 0 and 1, their counts, and ordered categories: these are 1 where predictor plus an error
 * of that variance is above 0 (Nakagawa & Schielzeth 2010, Biological Reviews 85, 935-956, table 2). Undefined for other families and links.
 *
 * @example thresholdVariance({ family: bernoulli, link: probit }); // 1
 */
export function thresholdVariance({ family, link }: Pick<FittedGlmm, "family" | "link">): number | undefined {
  return ofThresholds.has(family.name) ? variances[link.name] : undefined;
}
