/** Events over person-time, compared by rate ratios. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { add, log } from "../../../engine/distributions/algebra.js";
import { drawPoisson } from "../../../engine/distributions/draw/drawPoisson.js";
import { poissonLaw } from "../../../engine/distributions/poisson.js";
import { poissonLogLaw } from "../../../engine/distributions/poissonLog.js";
import { exp } from "../../../engine/math/exp.js";
import { log as logNumber } from "../../../engine/math/log.js";
import type { ArmOutcome } from "../data/Network.js";
import { deviancePart } from "./deviancePart.js";
import type { Likelihood } from "./Likelihood.js";
import { wrongOutcome } from "./wrongOutcome.js";

/**
 * events ~ Poisson(exposure · rate) with ln rate the linear predictor (NICE DSU TSD 2, section 3.2); the fitted value is the rate
 * for one unit of exposure. An arm tells of ln((events + ½)/exposure).
 */
export const poissonLog: Likelihood = {
  name: "poisson-log",
  outcome: "rate",
  words: { effect: "log rate ratio", ratio: "rate ratio", absolute: "rate" },
  inputs: () => [
    { name: "events", of: (outcome) => rateOf(outcome).events },
    { name: "exposure", of: (outcome) => rateOf(outcome).exposure },
  ],
  logDensity: (eta, [events, exposure]) =>
    poissonLogLaw.logDensity(events!, { logRate: add(eta, log(exposure!)) }) as Tensor,
  fitted: (eta) => [exp(eta)],
  empirical(outcome) {
    const { events, exposure } = rateOf(outcome);
    return { eta: logNumber((events + 0.5) / exposure), precision: events + 0.5 };
  },
  logLikelihood(outcome, fitted) {
    const { events, exposure } = rateOf(outcome);
    return poissonLaw.logDensity(events, { rate: exposure * fitted[0]! }) as number;
  },
  deviance(outcome, fitted) {
    const { events, exposure } = rateOf(outcome);
    const expected = exposure * fitted[0]!;
    return 2 * (deviancePart(events, expected) - (events - expected));
  },
  draw(rng, outcome, fitted) {
    const arm = rateOf(outcome);
    return { ...arm, events: drawPoisson(rng, arm.exposure * fitted[0]!) };
  },
};

function rateOf(outcome: ArmOutcome): Extract<ArmOutcome, { readonly kind: "rate" }> {
  if (outcome.kind !== "rate") throw wrongOutcome("rate", outcome);
  return outcome;
}
