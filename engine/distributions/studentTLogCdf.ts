/** ln P(T < z) of Student's t. */
import { betaLogTails } from "../math/incompleteBeta.js";
import { log as logNumber } from "../math/log.js";
import { log1p as log1pNumber } from "../math/log1p.js";
import { exp as expNumber } from "../math/exp.js";
import {
  abs,
  add,
  divide,
  expm1,
  log1mexp,
  log1p,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
  whereGreater,
} from "./algebra.js";
import { LOG_2, LOG_PI } from "./constants.js";
import { lgammaDifference } from "./lgammaDifference.js";
import { logIntegralBeyond } from "./logIntegralBeyond.js";
import { isNumber, type Value } from "./Value.js";

/** Logarithm of the standard t distribution function with `df` degrees of freedom, to about 1e-11 of itself in the lower tail. */
export function studentTLogCdf(df: Value, z: Value): Value {
  if (z === 0) return -LOG_2;
  if (isNumber(df) && isNumber(z)) return ofNumbers(df, z);
  const tail = logTailBeyond(df, abs(z));
  return whereGreater(
    z,
    0,
    () => log1mexp(tail),
    () => tail,
  );
}

function ofNumbers(df: number, z: number): number {
  if (z > 0) return log1pNumber(-expNumber(ofNumbers(df, -z)));
  // P(T < −|z|) is half of P(B < df/(df + z²)), B being beta(df/2, ½).
  return betaLogTails(logNumber(df) - 2 * logNumber(-z), df / 2, 0.5).lower - LOG_2;
}

/** ln P(T > z) for z of 0 or above: with t = √df sinh v the density of v is C cosh(v)^(−df), which falls off exponentially. */
function logTailBeyond(df: Value, z: Value): Value {
  const scaled = divide(square(z), df);
  const tanh = divide(z, sqrt(add(df, square(z))));
  // (1 − tanh v)/2 without subtracting.
  const share = divide(0.5, multiply(add(1, scaled), add(1, tanh)));
  // cosh(v + s)/cosh(v) = e^s (1 + share (e^(−2s) − 1)).
  const integral = logIntegralBeyond({ df, share }, unitOf(df, tanh, scaled), (s, p) =>
    negate(multiply(p.df, add(s, log1p(multiply(p.share, expm1(multiply(-2, s))))))),
  );
  const constant = subtract(lgammaDifference(divide(df, 2), 0.5), 0.5 * LOG_PI);
  return add(subtract(constant, multiply(multiply(0.5, df), log1p(scaled))), integral);
}

/** Where the exponent comes down to −1: by slope and curvature, and by its slope in the end, df, where that is far. */
function unitOf(df: Value, tanh: Value, scaled: Value): Value {
  const half = multiply(0.5, multiply(df, tanh));
  const curvature = divide(df, add(1, scaled));
  const near = divide(1, add(half, sqrt(add(square(half), multiply(0.5, curvature)))));
  return whereGreater(
    near,
    1,
    () => add(LOG_2, divide(1, df)),
    () => near,
  );
}
