/** Events among people, compared by risk ratios. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { log1mexp } from "../../../engine/distributions/algebra.js";
import { binomialLogLaw } from "../../../engine/distributions/binomialLog.js";
import { masked } from "../../../engine/distributions/Distribution.js";
import { exp } from "../../../engine/math/exp.js";
import { expm1 } from "../../../engine/math/expm1.js";
import { log } from "../../../engine/math/log.js";
import { binomialLikelihood } from "./binomialLikelihood.js";

/**
 * events ~ binomial(total, p) with ln p the linear predictor. A predictor of 0 or above is no probability below 1: the log density
 * is −∞ there, with a gradient of 0, and the position is rejected; the fitted value is then 1 or above, its log likelihood NaN or −∞.
 */
export const binomialLog = binomialLikelihood({
  name: "binomial-log",
  words: { effect: "log risk ratio", ratio: "risk ratio", absolute: "probability" },
  probability: exp,
  link: log,
  // slope²/(p (1 − p)) = p/(1 − p)
  information: (eta) => 1 / expm1(-eta),
  logDensity(eta, events, total) {
    const ofNegative = (safe: Tensor): Tensor => {
      const values = { trials: total, logProbability: safe, logComplement: log1mexp(safe) };
      return binomialLogLaw.logDensity(events, values) as Tensor;
    };
    return masked(tf().less(eta, 0), eta, -1, ofNegative);
  },
});
