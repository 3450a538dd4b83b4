/** Means with known standard errors, compared by their differences. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { normalLaw } from "../../../engine/distributions/normal.js";
import type { ArmOutcome } from "../data/Network.js";
import type { Likelihood } from "./Likelihood.js";
import { wrongOutcome } from "./wrongOutcome.js";

/** mean ~ normal(linear predictor, se) (NICE DSU TSD 2, section 3.4); the fitted value is the mean in the outcome's own unit. */
export const normalIdentity: Likelihood = {
  name: "normal-identity",
  outcome: "mean",
  words: { effect: "mean difference", absolute: "mean" },
  inputs: () => [
    { name: "mean", of: (outcome) => meanOf(outcome).mean },
    { name: "se", of: (outcome) => meanOf(outcome).se },
  ],
  logDensity: (eta, [mean, se]) => normalLaw.logDensity(mean!, { location: eta, scale: se! }) as Tensor,
  fitted: (eta) => [eta],
  empirical(outcome) {
    const { mean, se } = meanOf(outcome);
    return { eta: mean, precision: 1 / (se * se) };
  },
  logLikelihood(outcome, fitted) {
    const { mean, se } = meanOf(outcome);
    return normalLaw.logDensity(mean, { location: fitted[0]!, scale: se }) as number;
  },
  deviance(outcome, fitted) {
    const { mean, se } = meanOf(outcome);
    const z = (mean - fitted[0]!) / se;
    return z * z;
  },
  draw(rng, outcome, fitted) {
    const arm = meanOf(outcome);
    return { ...arm, mean: fitted[0]! + arm.se * rng.normal() };
  },
};

function meanOf(outcome: ArmOutcome): Extract<ArmOutcome, { readonly kind: "mean" }> {
  if (outcome.kind !== "mean") throw wrongOutcome("mean", outcome);
  return outcome;
}
