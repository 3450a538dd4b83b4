/** The Dirichlet prior of shares whose number is not known yet. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { simplex } from "../../../engine/distributions/Support.js";

/**
 * The prior of shares that add up to 1, such as those of a mixture's components or of the steps of a monotonic effect. One number
 * is taken for all of them; else there is one for each. With 1 every set of shares is as likely.
 *
 * @example dirichletPrior([2, 1, 1])
 * @throws UserError unless there is a number, and each is finite and above 0.
 */
export function dirichletPrior(concentration: readonly number[]): Distribution {
  if (concentration.length === 0) {
    throw new UserError("dirichlet takes one number, or one for each share, as in dirichlet(1); it has none.");
  }
  const bad = concentration.find((value) => !(value > 0 && value < Infinity));
  if (bad !== undefined) {
    throw new UserError(`a concentration of dirichlet must be a finite number above 0; one is ${bad}.`);
  }
  return {
    name: "dirichlet",
    parameters: { concentration: [...concentration] },
    support: simplex,
    eventShape: [],
    logDensity: lengthUnknown,
    random: lengthUnknown,
  };
}

function lengthUnknown(): never {
  throw new UserError(
    "dirichlet is a prior of shares (classes simo and theta); for a vector in a program use dirichlet([1, 1, 1]).",
  );
}
