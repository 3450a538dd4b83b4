/** The log density of what is known of a response, by plain numbers. */
import { subtract } from "../../engine/distributions/algebra.js";
import type { Law, Values } from "../../engine/distributions/Law.js";
import { logMassBetween } from "../../engine/distributions/logMassBetween.js";
import type { Value } from "../../engine/distributions/Value.js";
import type { Response } from "./Frame.js";

/**
 * The log density of a row's response: of a censored one the log probability of where it lies, over that of being seen where responses
 * are truncated.
 */
export function seenDensity(
  law: Law,
  { values: responses, censoring, truncation }: Partial<Response>,
  row: number,
): (values: Values) => number {
  const y = responses![row]!;
  const least = truncation?.lower?.[row];
  const most = truncation?.upper?.[row];
  const between = (values: Values, from: number | undefined, to: number | undefined) =>
    logMassBetween(law, values, from, to) as number;
  const known = (values: Values, lower?: number): number => {
    switch (censoring?.kind[row] ?? "none") {
      case "none":
        return law.logDensity(y, values) as number;
      case "right":
        return between(values, y, most);
      case "left":
        return between(values, lower, y);
      case "interval":
        return between(values, y, censoring!.upper![row]!);
    }
  };
  if (least === undefined && most === undefined) return (values) => known(values);
  return (values) => {
    const lower = least === undefined ? undefined : (belowLowest(law, values, least) as number);
    return known(values, lower) - between(values, lower, most);
  };
}

/** The greatest number that could not be seen: of whole numbers, which may be the end itself, the one below it. */
export function belowLowest(law: Law, values: Values, least: Value): Value {
  return law.support(values).kind === "integers" ? subtract(least, 1) : least;
}
