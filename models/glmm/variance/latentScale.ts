/** How a response stands to its predictor: as predictor plus an error, as e to it, or by a law of its own. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";

type Known = Pick<FittedGlmm, "family" | "link">;

/** Families whose mu moves the law as a whole. */
const shifted: ReadonlySet<string> = new Set([
  ...["gaussian", "student", "skew_normal", "exgaussian", "asym_laplace", "gen_extreme_value"],
]);

/** Families whose mu is that of the logarithm. */
const logarithms: ReadonlySet<string> = new Set(["lognormal", "shifted_lognormal", "hurdle_lognormal"]);

/** Whether the response itself is the predictor plus an error. */
export function isOneScale({ family, link }: Known): boolean {
  return link.name === "identity" && shifted.has(family.name);
}

/** Whether mu is that of the logarithm of the response. */
export function isOfLogarithm({ family, link }: Known): boolean {
  return link.name === "identity" && logarithms.has(family.name);
}

/** Whether the response, or its logarithm, is the predictor plus an error of its own. */
export function hasLatentResidual(known: Known): boolean {
  return isOneScale(known) || isOfLogarithm(known);
}

/** The variance of that error. */
export function latentVariance(known: Known): (inputs: LawInputs<number>) => number {
  const { family, link } = known;
  return isOfLogarithm(known) ? ({ sigma }) => sigma! * sigma! : (inputs) => family.variance(inputs, link);
}
