/** Tails of the beta law. */
import { betaLogTails } from "../math/incompleteBeta.js";
import { log as logNumber } from "../math/log.js";
import { log1p as log1pNumber } from "../math/log1p.js";
import {
  add,
  atLeast,
  divide,
  expm1,
  log,
  log1mexp,
  log1p,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_SQRT_2PI } from "./constants.js";
import { logIntegralBeyond } from "./logIntegralBeyond.js";
import { stirlingRemainder } from "./stirlingRemainder.js";
import { isNumber, type Value } from "./Value.js";

/**
 * ln P(X > x) or ln P(X < x) of beta(a, b), for x above 0 and below 1; to about 1e-11 of itself, of tensors for a and b from 1e-3.
 * Numbers by a continued fraction; tensors, which need slopes by a and b, by quadrature in the logit, where the density
 * x^a (1 − x)^b falls off exponentially on the side of x that is away from its mode.
 */
export function betaLogTail(tail: "upper" | "lower", x: Value, a: Value, b: Value): Value {
  if ([x, a, b].every(isNumber)) {
    const logit = logNumber(x as number) - log1pNumber(-(x as number));
    return betaLogTails(logit, a as number, b as number)[tail];
  }
  const y = subtract(1, x);
  const sum = add(a, b);
  // Which of the two tails is the easy one; a shape below 1 makes its own tail easy also where it is the larger one.
  const excess = (share: Value, shape: Value): Value => subtract(multiply(share, sum), atLeast(shape, 1));
  const difference = subtract(excess(y, b), excess(x, a));
  const side = (lower: Value, upper: Value): Value =>
    whereGreater(
      difference,
      0,
      () => lower,
      () => upper,
    );
  const [share, rest, shape] = [side(x, y), side(y, x), side(a, b)];
  const integral = logIntegralBeyond({ share, shape, sum }, unitOf(share, rest, shape, sum), (s, p) => {
    const shrunk = log1p(multiply(p.share, expm1(negate(s))));
    return negate(add(multiply(p.shape, s), multiply(p.sum, shrunk)));
  });
  const taken = add(logDensityOfLogit(x, y, a, b, sum), integral);
  const other = log1mexp(taken);
  return tail === "lower" ? side(taken, other) : side(other, taken);
}

/** ln(x^a y^b/B(a, b)), as deviations from the mean a/(a + b), which are small where a and b are large. */
function logDensityOfLogit(x: Value, y: Value, a: Value, b: Value, sum: Value): Value {
  const scale = multiply(0.5, subtract(add(log(a), log(b)), log(sum)));
  const remainder = subtract(stirlingRemainder(sum), add(stirlingRemainder(a), stirlingRemainder(b)));
  const excess = whereGreater(
    x,
    0.5,
    () => subtract(b, multiply(y, sum)),
    () => subtract(multiply(x, sum), a),
  );
  const left = multiply(a, logRatio(divide(excess, a), x, divide(sum, a)));
  const right = multiply(b, logRatio(negate(divide(excess, b)), y, divide(sum, b)));
  return add(add(subtract(scale, LOG_SQRT_2PI), remainder), add(left, right));
}

/** ln(share · ratio), which is ln(1 + u); by its factors where u is near −1. */
function logRatio(u: Value, share: Value, ratio: Value): Value {
  return whereGreater(
    u,
    -0.5,
    () => log1p(atLeast(u, -0.5)),
    () => add(log(share), log(ratio)),
  );
}

/** Where the exponent comes down to −1: by its slope and curvature while that is near, by its slope in the end where it is not. */
function unitOf(share: Value, rest: Value, shape: Value, sum: Value): Value {
  const half = multiply(0.5, atLeast(subtract(shape, multiply(sum, share)), 0));
  const curvature = multiply(sum, multiply(share, rest));
  const near = divide(1, add(half, sqrt(add(square(half), multiply(0.5, curvature)))));
  const far = divide(subtract(1, multiply(sum, log(rest))), shape);
  return whereGreater(
    near,
    1,
    () => far,
    () => multiply(0.5, near),
  );
}
