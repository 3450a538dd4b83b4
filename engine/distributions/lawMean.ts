/** Means of the laws that a response may have, from the numbers of their parameters. */
import { exp } from "../math/exp.js";
import { normalCdf } from "../math/normalCdf.js";
import { sigmoid } from "../math/sigmoid.js";

type Mean<Names extends string = string> = (numbers: Readonly<Record<Names, number>>) => number;

/** By the law's name. Student's t has a mean above one degree of freedom, the inverse gamma above a shape of one. */
const means: ReadonlyMap<string, Mean> = new Map<string, Mean<never>>([
  ["normal", ({ location }: Numbers<"location">) => location],
  ["student_t", ({ df, location }: Numbers<"df" | "location">) => (df > 1 ? location : NaN)],
  ["laplace", ({ location }: Numbers<"location">) => location],
  ["logistic", ({ location }: Numbers<"location">) => location],
  ["lognormal", ({ mu, sigma }: Numbers<"mu" | "sigma">) => exp(mu + (sigma * sigma) / 2)],
  ["exponential", ({ rate }: Numbers<"rate">) => 1 / rate],
  ["gamma", ({ shape, rate }: Numbers<"shape" | "rate">) => shape / rate],
  ["inv_gamma", ({ shape, scale }: Numbers<"shape" | "scale">) => (shape > 1 ? scale / (shape - 1) : NaN)],
  ["beta", ({ alpha, beta }: Numbers<"alpha" | "beta">) => alpha / (alpha + beta)],
  ["bernoulli", ({ probability }: Numbers<"probability">) => probability],
  ["bernoulli_logit", ({ logit }: Numbers<"logit">) => sigmoid(logit)],
  ["bernoulli_probit", ({ probit }: Numbers<"probit">) => normalCdf(probit)],
  ["binomial", ({ trials, probability }: Numbers<"trials" | "probability">) => trials * probability],
  ["binomial_logit", ({ trials, logit }: Numbers<"trials" | "logit">) => trials * sigmoid(logit)],
  ["poisson", ({ rate }: Numbers<"rate">) => rate],
  ["poisson_log", ({ logRate }: Numbers<"logRate">) => exp(logRate)],
  ["negative_binomial", ({ mean }: Numbers<"mean">) => mean],
  ["negative_binomial_log", ({ logMean }: Numbers<"logMean">) => exp(logMean)],
] as [string, Mean<never>][]) as ReadonlyMap<string, Mean>;

type Numbers<Names extends string> = Readonly<Record<Names, number>>;

/**
 * The mean of a law of single numbers as a function of its parameters, NaN where there is none; undefined for a law whose mean is
 * not known here.
 *
 * @example lawMean("poisson_log")!({ logRate: 0 }) // 1
 */
export function lawMean(law: string): Mean | undefined {
  return means.get(law);
}
