/** Events among people who were followed for a time, compared by hazard ratios. */
import { log } from "../../../engine/math/log.js";
import { linkOf, probabilityLink } from "../../glmm/links.js";
import { binomialLikelihood, eventsOf, linkParts, tailsDensity } from "./binomialLikelihood.js";

/**
 * events ~ binomial(total, p) with p = 1 − exp(−time · hazard) and ln hazard the linear predictor without its offset, ln time
 * (NICE DSU TSD 2, section 3.3). The fitted value is the probability over the arm's own follow-up.
 */
export const binomialCloglog = binomialLikelihood({
  name: "binomial-cloglog",
  words: { effect: "log hazard ratio", ratio: "hazard ratio", absolute: "probability" },
  ...linkParts("cloglog"),
  offset: (outcome) => log(eventsOf(outcome).time),
  logDensity: tailsDensity(probabilityLink(linkOf("cloglog"))),
});
