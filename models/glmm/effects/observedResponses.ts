/** Observed responses on the scale of expected ones of one trial or unit. */
import type { FamilyName } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";

/** The response of each row: of trials the share of successes, of a rate the response of one unit. */
export function observedResponses({ frame }: FittedGlmm): Float64Array {
  const { values, trials, rate } = frame.response!;
  const units = trials ?? rate;
  return units ? values.map((y, row) => y / units[row]!) : values;
}

const words: Readonly<Record<FamilyName, string>> = {
  gaussian: "expected",
  student: "expected",
  lognormal: "expected",
  gamma: "expected",
  beta: "expected",
  bernoulli: "probability of",
  binomial: "probability of",
  poisson: "expected",
  negbinomial: "expected",
};

/** What expected responses are, to label an axis: `expected count`, `probability of attack`. */
export function responseWords({ family, frame }: FittedGlmm): string {
  const { name, rate } = frame.response!;
  return `${words[family.name]} ${name}${rate ? " per unit" : ""}`;
}
