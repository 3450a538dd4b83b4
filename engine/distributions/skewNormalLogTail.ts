/** Tails of the skew normal law. */
import {
  abs,
  add,
  atLeast,
  atMost,
  divide,
  exp,
  log1mexp,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_2, LOG_SQRT_2PI } from "./constants.js";
import { logIntegralBeyond } from "./logIntegralBeyond.js";
import { logMills } from "./logMills.js";
import { normalLogCdf } from "./normalLogCdf.js";
import type { Value } from "./Value.js";

/**
 * ln P(Z > z) or ln P(Z < z) of the density 2 φ(z) Φ(alpha z), to about 1e-11 of itself: the density is log-concave, so the tail away
 * from its mode is integrated and the other is what is left.
 */
export function skewNormalLogTail(tail: "upper" | "lower", z: Value, alpha: Value): Value {
  const inner = multiply(alpha, z);
  const hazard = exp(negate(logMills(negate(inner))));
  const slope = subtract(multiply(alpha, hazard), z);
  const rising = (yes: Value, no: Value): Value =>
    whereGreater(
      slope,
      0,
      () => yes,
      () => no,
    );
  const sign = rising(-1, 1);
  const integral = logIntegralBeyond({ z, alpha, sign }, unitOf(slope, sign, alpha, inner, hazard), (s, p) => {
    const there = add(p.z, multiply(p.sign, s));
    const [from, to] = [multiply(p.alpha, p.z), multiply(p.alpha, there)];
    const smooth = subtract(smoothPart(to), smoothPart(from));
    return subtract(smooth, add(halfRise(p.z, there), halfRise(atMost(from, 0), atMost(to, 0))));
  });
  const density = subtract(add(LOG_2, normalLogCdf(inner)), add(multiply(0.5, square(z)), LOG_SQRT_2PI));
  const taken = add(density, integral);
  const other = log1mexp(taken);
  return tail === "upper" ? rising(other, taken) : rising(taken, other);
}

/** ln Φ(x) without −x²/2 where x is below 0: what changes slowly. */
function smoothPart(x: Value): Value {
  return whereGreater(
    x,
    0,
    () => normalLogCdf(x),
    () => subtract(logMills(atLeast(negate(x), 0)), LOG_SQRT_2PI),
  );
}

/** (to² − from²)/2 without cancellation. */
function halfRise(from: Value, to: Value): Value {
  return multiply(multiply(0.5, subtract(to, from)), add(to, from));
}

/** Where the exponent comes down to −1, by its slope and curvature. */
function unitOf(slope: Value, sign: Value, alpha: Value, inner: Value, hazard: Value): Value {
  const bend = atMost(atLeast(multiply(hazard, add(hazard, inner)), 0), 1);
  // Towards larger alpha z the curvature of ln Φ dies away.
  const curvature = whereGreater(
    multiply(sign, alpha),
    0,
    () => 1,
    () => add(1, multiply(square(alpha), bend)),
  );
  const half = multiply(0.5, abs(slope));
  return divide(1, add(half, sqrt(add(square(half), multiply(0.5, curvature)))));
}
