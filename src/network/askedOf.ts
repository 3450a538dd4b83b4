/** What is asked of a network meta-analysis, from the words of a person. */
import { UserError } from "../../engine/core/UserError.js";
import type { Baseline, Network } from "../../models/meta/index.js";
import { parseDistribution } from "../../models/glmm/priors/parseDistribution.js";
import { covariateValues } from "./covariateValues.js";
import type { NetworkQuestionOptions, NmaOptions } from "./NmaOptions.js";
import type { NetworkQuestions } from "./NetworkQuestions.js";

/**
 * Questions, understood; a baseline that has to be fitted is not among them yet.
 *
 * @param network Whose covariates the values are of; before it is known they are left out
 * @throws UserError for a baseline or values of covariates that cannot be understood.
 */
export function askedOf(
  options: NetworkQuestionOptions & Pick<NmaOptions, "baselineRisk">,
  network?: Pick<Network, "covariates">,
): NetworkQuestions {
  const { better, mid, at = [], baseline, baselineTime, predictive = false } = options;
  if (better !== undefined && better !== "higher" && better !== "lower") {
    throw new UserError(`better must be higher or lower; it is ${JSON.stringify(better)}.`);
  }
  if (mid !== undefined && better === undefined) {
    throw new UserError(
      "a minimally important difference is for ranks, which need to know which effects are good: add --better higher or --better lower.",
    );
  }
  if (mid !== undefined && !(mid > 0 && mid < Infinity)) {
    throw new UserError(`the minimally important difference must be a number above 0 on the link scale; it is ${mid}.`);
  }
  if (baseline !== undefined && options.baselineData !== undefined) {
    throw new UserError("a baseline and data for one are given: give one of them.");
  }
  const known = baseline === undefined || baseline === "joint" ? undefined : baselineOf(baseline);
  return {
    ...(better === undefined ? {} : { better }),
    ...(mid === undefined ? {} : { mid }),
    at: network ? at.map((one) => covariateValues(one, network, options.baselineRisk)) : [],
    ...(known === undefined ? {} : { baseline: known, baselineText: String(baseline) }),
    ...(baselineTime === undefined ? {} : { baselineTime }),
    predictive,
  };
}

/** `normal(-2.2, 0.55)`, a number, or `study(3)`. */
function baselineOf(text: string | number): Baseline {
  const number = typeof text === "number" ? text : text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(number)) return { kind: "normal", mean: number, sd: 0 };
  const study = /^study\((.+)\)$/s.exec(String(text).trim())?.[1];
  if (study !== undefined) return { study: study.trim() };
  try {
    return parseDistribution(String(text));
  } catch (error) {
    throw new UserError(
      `the baseline "${text}" cannot be read: write a law of the linear predictor of the reference, such as normal(-2.2, 0.55), a number, study(NAME), or joint (${(error as Error).message})`,
    );
  }
}
