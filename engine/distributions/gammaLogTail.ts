/** Tails of the gamma law. */
import { gammaLogTails } from "../math/incompleteGamma.js";
import { log as logNumber } from "../math/log.js";
import {
  abs,
  add,
  atLeast,
  divide,
  expm1,
  log,
  log1mexp,
  multiply,
  sqrt,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { gammaLogDensity } from "./gammaLogDensity.js";
import { logIntegralBeyond } from "./logIntegralBeyond.js";
import { isNumber, type Value } from "./Value.js";

/**
 * ln P(X > x) or ln P(X < x) of gamma(shape, 1), for x above 0; to about 1e-11 of itself, of tensors for shapes from 1e-3.
 * Numbers by series and continued fraction; tensors, which need the slope by the shape, by quadrature in ln x: there the density
 * x^shape e^(−x) falls off at least exponentially on the side of x that is away from its mode.
 */
export function gammaLogTail(tail: "upper" | "lower", shape: Value, x: Value): Value {
  if (isNumber(shape) && isNumber(x)) return gammaLogTails(logNumber(x), shape)[tail];
  // Below 1 the lower tail is easy also where it is the larger one.
  const beyond = subtract(x, atLeast(shape, 1));
  const side = (above: Value, below: Value): Value =>
    whereGreater(
      beyond,
      0,
      () => above,
      () => below,
    );
  const integral = logIntegralBeyond({ shape, x, sign: side(1, -1) }, unitOf(shape, x, side), (s, p) => {
    const signed = multiply(p.sign, s);
    return subtract(multiply(p.shape, signed), multiply(p.x, expm1(signed)));
  });
  const taken = add(gammaLogDensity(log(divide(x, shape)), shape), integral);
  const other = log1mexp(taken);
  return tail === "upper" ? side(taken, other) : side(other, taken);
}

/** Where the exponent comes down to −1: by its slope and curvature while that is near, by its growth in the end where it is not. */
function unitOf(shape: Value, x: Value, side: (above: Value, below: Value) => Value): Value {
  const half = multiply(0.5, abs(subtract(x, shape)));
  // A quarter of it on the upper side, where the exponent bends down ever more.
  const near = divide(1, add(half, sqrt(add(square(half), multiply(0.5, x)))));
  const far = whereGreater(
    near,
    1,
    () => divide(add(1, x), shape),
    () => near,
  );
  return side(multiply(0.25, near), far);
}
