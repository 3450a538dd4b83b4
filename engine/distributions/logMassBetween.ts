/** The probability of an interval, from a law's tails. */
import { UserError } from "../core/UserError.js";
import { add, log1mexp, subtract, whereGreater } from "./algebra.js";
import type { Law, Values } from "./Law.js";
import type { Value } from "./Value.js";

/**
 * ln P(lower < X ≤ upper) in tails of any depth; an end left out is none.
 *
 * @throws UserError when the law's tails are not known.
 */
export function logMassBetween(law: Law, values: Values, lower: Value | undefined, upper: Value | undefined): Value {
  const above = (bound: Value): Value => tail(law, law.logSurvival?.(bound as number, values));
  const below = (bound: Value): Value => tail(law, law.logCdf?.(bound as number, values));
  if (upper === undefined) return lower === undefined ? 0 : above(lower);
  if (lower === undefined) return below(upper);
  // Of the two ways to subtract tails take the one between small numbers: above the middle the survival function.
  // Only what the logarithm is taken of is chosen: a branch not taken may be ln 0, whose slope is not a number.
  const [survival, cdf] = [above(lower), below(upper)];
  const byCdf = (yes: () => Value, no: () => Value): Value => whereGreater(survival, -0.7, yes, no);
  const larger = byCdf(
    () => cdf,
    () => survival,
  );
  const logRatio = byCdf(
    () => subtract(below(lower), cdf),
    () => subtract(above(upper), survival),
  );
  return add(larger, log1mexp(logRatio));
}

function tail(law: Law, value: Value | undefined): Value {
  if (value === undefined) throw new UserError(`${law.name} cannot be truncated.`);
  return value;
}
