/** Tails of laws of counts, for counts that are censored or of which only some could be seen. */
import { tf } from "../autodiff/ops.js";
import { add, atLeast, subtract, whereGreater } from "./algebra.js";
import { betaLogTail } from "./betaLogTail.js";
import { gammaLogTail } from "./gammaLogTail.js";
import { isNumber, type Value } from "./Value.js";

/** `upper` is ln P(Y > bound), `lower` ln P(Y ≤ bound). */
export type CountTail = "upper" | "lower";

/**
 * Of Poisson counts: they are above k where the (k + 1)-th event comes before the mean.
 *
 * @param bound Of data or a number; below 0 there is no count
 */
export function poissonLogTail(tail: CountTail, bound: Value, rate: Value): Value {
  // A mean that underflowed would have no logarithm.
  const mean = atLeast(rate, 1e-290);
  return fromZero(tail, bound, (k) => gammaLogTail(tail === "upper" ? "lower" : "upper", add(k, 1), mean));
}

/**
 * Of negative binomial counts: they are above k where beta(k + 1, shape) is below mean/(mean + shape).
 *
 * @param share mean/(mean + shape)
 */
export function negativeBinomialLogTail(tail: CountTail, bound: Value, share: Value, shape: Value): Value {
  const x = atLeast(share, 1e-290);
  return fromZero(tail, bound, (k) => betaLogTail(tail === "upper" ? "lower" : "upper", x, add(k, 1), shape));
}

/** Of binomial counts: they are above k where beta(k + 1, trials − k) is below the probability; none is above the trials. */
export function binomialLogTail(tail: CountTail, bound: Value, trials: Value, probability: Value): Value {
  const x = atLeast(probability, 1e-290);
  return fromZero(tail, bound, (k) => {
    const left = subtract(trials, k);
    return whereGreater(
      left,
      0.5,
      () => betaLogTail(tail === "upper" ? "lower" : "upper", x, add(k, 1), atLeast(left, 1)),
      () => (tail === "upper" ? -Infinity : 0),
    );
  });
}

/** The tail at the whole number that the bound lies at or above; below 0 everything is above. */
function fromZero(tail: CountTail, bound: Value, inside: (k: Value) => Value): Value {
  const floor = isNumber(bound) ? Math.floor(bound) : tf().floor(bound);
  return whereGreater(
    floor,
    -0.5,
    () => inside(atLeast(floor, 0)),
    () => (tail === "upper" ? 0 : -Infinity),
  );
}
