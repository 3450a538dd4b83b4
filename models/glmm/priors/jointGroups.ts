/** Which coefficients have a joint prior, and what scales it. */
import type { Frame } from "../Frame.js";
import type { ResolvedPrior } from "../Prior.js";
import { jointNameOf } from "./jointPrior.js";

/** Coefficients of one predictor under one joint prior, in the order of their slots. */
export interface JointGroup {
  readonly parameter: string;
  readonly prior: ResolvedPrior["distribution"];
  /** Names of the coefficients' draws. */
  readonly names: readonly string[];
  /** Whether scales are multiplied by sigma: where it is one number, of predictors of location, unless told otherwise. */
  readonly bySigma: boolean;
}

/** One group for each predictor that has a joint prior; coefficients with priors of their own are in none. */
export function jointGroups(priors: readonly ResolvedPrior[], { locations }: Frame): readonly JointGroup[] {
  const hasSigma = priors.some(({ slot }) => slot.name === "sigma");
  const groups = new Map<string, ResolvedPrior[]>();
  for (const prior of priors) {
    if (!jointNameOf(prior.distribution)) continue;
    const { parameter } = prior.slot;
    groups.set(parameter, [...(groups.get(parameter) ?? []), prior]);
  }
  return Array.from(groups, ([parameter, members]) => {
    const prior = members[0]!.distribution;
    return {
      parameter,
      prior,
      names: members.map(({ slot }) => slot.name),
      bySigma: hasSigma && locations.includes(parameter) && prior.parameters["autoscale"] === 1,
    };
  });
}
