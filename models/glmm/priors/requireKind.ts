/** Correlations have a law of matrices as their prior, and nothing else has. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { PriorTarget } from "../Prior.js";
import { targetText } from "./targetText.js";

/** @throws UserError for another law than lkj of correlations, for lkj of anything else, and for a half law of real numbers. */
export function requireKind(target: PriorTarget, distribution: Distribution): void {
  const { name } = distribution;
  const of = targetText(target);
  const matrix = distribution.support.kind === "correlationCholesky";
  if (target.class === "cor" && !matrix) {
    throw new UserError(`${of} is of correlations, whose prior is lkj, such as lkj(2); it has ${name}.`);
  }
  if (target.class !== "cor" && matrix) {
    throw new UserError(`${of} cannot have the prior lkj, which is of correlations: write cor ~ lkj(2).`);
  }
  if ((target.class === "b" || target.class === "Intercept") && name.startsWith("half-")) {
    throw new UserError(`${of} may be any real number, so it cannot have the prior ${name}: use ${name.slice(5)}.`);
  }
}
