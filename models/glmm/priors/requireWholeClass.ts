/** Joint priors are of all coefficients of a predictor. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { PriorTarget } from "../Prior.js";
import { jointNameOf } from "./jointPrior.js";
import { targetText } from "./targetText.js";

/** @throws UserError for a joint prior of one coefficient, or of another class than b. */
export function requireWholeClass(
  { class: kind, parameter, coefficient }: PriorTarget,
  distribution: Distribution,
): void {
  const name = jointNameOf(distribution);
  if (!name || (kind === "b" && coefficient === undefined)) return;
  const whole = targetText({ class: "b", parameter });
  throw new UserError(
    `${name} is the prior of all coefficients of a predictor together: write "${whole} ~ ${name}(…)".`,
  );
}
