/** Observed responses on the scale of expected ones of one trial or unit. */
import type { FittedGlmm } from "../FittedGlmm.js";

/** The response of each row: of trials the share of successes, of a rate the response of one unit; NaN of a censored row. */
export function observedResponses({ frame }: FittedGlmm): Float64Array {
  const { values, trials, rate, censoring } = frame.response!;
  const units = trials ?? rate;
  const seen = censoring ? values.map((y, row) => (censoring.kind[row] === "none" ? y : NaN)) : values;
  return units ? seen.map((y, row) => y / units[row]!) : seen;
}

/** How many rows have no point beside a curve, since what is known of their response is where it lies; nothing where all were seen. */
export function censoredRows({ frame }: FittedGlmm): { readonly censored?: number } {
  const censored = frame.response!.censoring?.kind.filter((kind) => kind !== "none").length ?? 0;
  return censored === 0 ? {} : { censored };
}

/** What expected responses are, to label an axis: `expected count`, `probability of attack`. */
export function responseWords({ family, frame }: FittedGlmm): string {
  const { name, rate } = frame.response!;
  return `${family.outcome === "binary" || family.outcome === "bounded" ? "probability of" : "expected"} ${name}${rate ? " per unit" : ""}`;
}
