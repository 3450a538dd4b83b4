/** What likelihoods of events among people have in common, whatever the link. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { drawBinomial } from "../../../engine/distributions/draw/drawBinomial.js";
import { binomialLaw } from "../../../engine/distributions/binomial.js";
import { binomialLogLaw } from "../../../engine/distributions/binomialLog.js";
import { trialInformation } from "../../glmm/families/shared.js";
import { linkOf, probabilityLink, type ProbabilityLink } from "../../glmm/links.js";
import type { ArmOutcome } from "../data/Network.js";
import { deviancePart } from "./deviancePart.js";
import type { EffectWords, Likelihood, LikelihoodName } from "./Likelihood.js";
import { wrongOutcome } from "./wrongOutcome.js";

type Events = Extract<ArmOutcome, { readonly kind: "events" }>;

/** What one likelihood of events has of its own. */
export interface BinomialParts {
  readonly name: LikelihoodName;
  readonly words: EffectWords;
  /** Log probability of events among people at the linear predictor, with its binomial coefficient. */
  logDensity(eta: Tensor, events: Tensor, total: Tensor): Tensor;
  /** Probability of an event. */
  probability(eta: number): number;
  /** The linear predictor of a probability between 0 and 1. */
  link(probability: number): number;
  /** Information of one person about the linear predictor. */
  information(eta: number): number;
  readonly offset?: Likelihood["offset"];
}

/**
 * Events among people: binomial(total, p), fitted values the probability p over the arm's follow-up. An arm tells of the link of
 * (events + ½)/(total + 1), which no arm makes infinite.
 */
export function binomialLikelihood(parts: BinomialParts): Likelihood {
  const { name, words, offset } = parts;
  return {
    name,
    outcome: "events",
    words,
    inputs: () => [
      { name: "events", of: (outcome) => eventsOf(outcome).events },
      { name: "total", of: (outcome) => eventsOf(outcome).total },
    ],
    ...(offset && { offset }),
    logDensity: (eta, inputs) => parts.logDensity(eta, inputs[0]!, inputs[1]!),
    fitted: (eta) => [parts.probability(eta)],
    empirical(outcome) {
      const { events, total } = eventsOf(outcome);
      const eta = parts.link((events + 0.5) / (total + 1));
      return { eta, precision: (total + 1) * parts.information(eta) };
    },
    logLikelihood(outcome, fitted) {
      const { events, total } = eventsOf(outcome);
      return binomialLaw.logDensity(events, { trials: total, probability: fitted[0]! }) as number;
    },
    deviance(outcome, fitted) {
      const { events, total } = eventsOf(outcome);
      const p = fitted[0]!;
      return 2 * (deviancePart(events, total * p) + deviancePart(total - events, total * (1 - p)));
    },
    draw(rng, outcome, fitted) {
      const arm = eventsOf(outcome);
      return { ...arm, events: drawBinomial(rng, arm.total, fitted[0]!) };
    },
  };
}

/** Log probability of events by both tails of a link, each known as a logarithm where the probability itself would be 0 or 1. */
export function tailsDensity({ logInverse, logComplement }: ProbabilityLink): BinomialParts["logDensity"] {
  return (eta, events, total) => {
    const values = { trials: total, logProbability: logInverse(eta), logComplement: logComplement(eta) };
    return binomialLogLaw.logDensity(events, values) as Tensor;
  };
}

/** The parts that follow from a link of probabilities. */
export function linkParts(
  name: "logit" | "probit" | "cloglog",
): Pick<BinomialParts, "probability" | "link" | "information"> {
  const link = probabilityLink(linkOf(name));
  return {
    probability: (eta) => link.inverse(eta) as number,
    link: (probability) => link.link(probability),
    information: (eta) => trialInformation(link, eta),
  };
}

/** The outcome as events among people. @throws Error for another kind. */
export function eventsOf(outcome: ArmOutcome): Events {
  if (outcome.kind !== "events") throw wrongOutcome("events", outcome);
  return outcome;
}
