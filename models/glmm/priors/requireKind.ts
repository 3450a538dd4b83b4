/** Which kinds of laws a class of parameters may have. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { PriorTarget } from "../Prior.js";
import { isConstant } from "./constant.js";
import { targetText } from "./targetText.js";

/** Classes of shares that add up to 1. */
const shareClasses: readonly string[] = ["simo", "theta", "sbhaz"];

/**
 * @throws UserError for another law than lkj of correlations or dirichlet of shares, for these of anything else, and for a
 * half law of real numbers.
 */
export function requireKind(target: PriorTarget, distribution: Distribution): void {
  const { name } = distribution;
  const { kind } = distribution.support;
  const of = targetText(target);
  if (target.class === "cor") {
    if (isConstant(distribution)) {
      throw new UserError(
        `${of} is of correlations, which cannot be fixed; for none at all write (x || g) in the formula.`,
      );
    }
    if (kind === "correlationCholesky") return;
    throw new UserError(`${of} is of correlations, whose prior is lkj, such as lkj(2); it has ${name}.`);
  }
  if (kind === "correlationCholesky") {
    throw new UserError(`${of} cannot have the prior lkj, which is of correlations: write cor ~ lkj(2).`);
  }
  if (shareClasses.includes(target.class)) {
    if (kind === "simplex") return;
    throw new UserError(`${of} is of shares, whose prior is dirichlet, such as dirichlet(1); it has ${name}.`);
  }
  if (kind === "simplex") {
    throw new UserError(`${of} cannot have the prior dirichlet, which is of shares that add up to 1.`);
  }
  if ((target.class === "b" || target.class === "Intercept") && name.startsWith("half-")) {
    throw new UserError(`${of} may be any real number, so it cannot have the prior ${name}: use ${name.slice(5)}.`);
  }
}
