/** Priors of all coefficients of a predictor together, whose law is only known where these are. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { real } from "../../../engine/distributions/Support.js";

const names = ["horseshoe", "R2D2"] as const;

/** A prior that ties coefficients together by scales which they share. */
export type JointName = (typeof names)[number];

/** Such a prior; it has no density of one coefficient alone. @param parameters Flags are 1 and 0. */
export function jointPrior(name: JointName, parameters: Distribution["parameters"]): Distribution {
  const together = (): never => {
    throw new UserError(`${name} is the prior of all coefficients of a predictor together, not of one number.`);
  };
  return { name, parameters, support: real, eventShape: [], logDensity: together, random: together };
}

/** The name of a joint prior; undefined for one of a single number. */
export function jointNameOf({ name }: Distribution): JointName | undefined {
  return names.find((known) => known === name);
}
