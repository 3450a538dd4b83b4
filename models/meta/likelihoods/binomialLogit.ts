/** Events among people, compared by odds ratios. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { binomialLogitLaw } from "../../../engine/distributions/binomialLogit.js";
import { binomialLikelihood, linkParts } from "./binomialLikelihood.js";

/** events ~ binomial(total, p) with logit p the linear predictor (NICE DSU TSD 2, section 3.1). */
export const binomialLogit = binomialLikelihood({
  name: "binomial-logit",
  words: { effect: "log odds ratio", ratio: "odds ratio", absolute: "probability" },
  ...linkParts("logit"),
  logDensity: (eta, events, total) => binomialLogitLaw.logDensity(events, { trials: total, logit: eta }) as Tensor,
});
