/** Events among people, compared by differences of probits. */
import { linkOf, probabilityLink } from "../../glmm/links.js";
import { binomialLikelihood, linkParts, tailsDensity } from "./binomialLikelihood.js";

/** events ~ binomial(total, p) with the probit of p the linear predictor. */
export const binomialProbit = binomialLikelihood({
  name: "binomial-probit",
  words: { effect: "probit difference", absolute: "probability" },
  ...linkParts("probit"),
  logDensity: tailsDensity(probabilityLink(linkOf("probit"))),
});
