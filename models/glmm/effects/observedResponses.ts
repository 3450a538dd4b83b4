/** Observed responses on the scale of expected ones of one trial or unit. */
import type { FittedGlmm } from "../FittedGlmm.js";

/** The response of each row: of trials the share of successes, of a rate the response of one unit. */
export function observedResponses({ frame }: FittedGlmm): Float64Array {
  const { values, trials, rate } = frame.response!;
  const units = trials ?? rate;
  return units ? values.map((y, row) => y / units[row]!) : values;
}

/** What expected responses are, to label an axis: `expected count`, `probability of attack`. */
export function responseWords({ family, frame }: FittedGlmm): string {
  const { name, rate } = frame.response!;
  return `${family.outcome === "binary" || family.outcome === "bounded" ? "probability of" : "expected"} ${name}${rate ? " per unit" : ""}`;
}
