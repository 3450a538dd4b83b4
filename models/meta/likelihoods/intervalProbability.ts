/** The laws behind ordered outcomes: log probabilities of intervals, for numbers and tensors, without losing digits in the tails. */
import { add, log1mexp, negate, softplus, subtract, whereGreater } from "../../../engine/distributions/algebra.js";
import { normalLogCdf } from "../../../engine/distributions/normalLogCdf.js";
import type { Value } from "../../../engine/distributions/Value.js";

/** A symmetric law by its distribution function F. */
export interface IntervalLaw {
  /** ln F(a). */
  logCdf(a: Value): Value;
  /** ln(F(a) − F(a − width)) of a width above 0. */
  logInterval(a: Value, width: Value): Value;
}

/** F(a) = 1/(1 + e⁻ᵃ), of which F(a) − F(b) = F(a) F(−b) (1 − e^(b − a)). */
export const logisticInterval: IntervalLaw = {
  logCdf: (a) => negate(softplus(negate(a))),
  logInterval(a, width) {
    const tails = add(softplus(negate(a)), softplus(subtract(a, width)));
    return subtract(log1mexp(negate(width)), tails);
  },
};

/** F = Φ. An interval that lies mostly above 0 is turned round: only between small tails is a difference exact. */
export const normalInterval: IntervalLaw = {
  logCdf: (a) => normalLogCdf(a),
  logInterval(a, width) {
    const b = subtract(a, width);
    const isAbove = add(a, b);
    const flipped = (yes: Value, no: Value): Value =>
      whereGreater(
        isAbove,
        0,
        () => yes,
        () => no,
      );
    const larger = normalLogCdf(flipped(negate(b), a));
    const smaller = normalLogCdf(flipped(negate(a), b));
    return add(larger, log1mexp(subtract(smaller, larger)));
  },
};
