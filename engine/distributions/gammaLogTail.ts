/** Tails of the gamma law, for the normalising constants of truncated priors. */
import { UserError } from "../core/UserError.js";
import { exp } from "../math/exp.js";
import { lgamma } from "../math/lgamma.js";
import { log } from "../math/log.js";
import { log1p } from "../math/log1p.js";
import { isNumber, type Value } from "./Value.js";

/**
 * ln P(X > bound) or ln P(X < bound) of gamma(shape, rate), for a bound above 0.
 *
 * @throws UserError when a parameter is a tensor: only numbers are known here.
 */
export function gammaLogTail(tail: "upper" | "lower", shape: Value, rate: Value, bound: number): number {
  if (!isNumber(shape) || !isNumber(rate)) {
    throw new UserError("a truncated gamma needs its shape and rate as plain numbers.");
  }
  const x = rate * bound;
  const inSeries = x < shape + 1;
  const known = inSeries ? logLower(shape, x) : logUpper(shape, x);
  return inSeries === (tail === "lower") ? known : log1p(-exp(known));
}

/** ln P(a, x) by its power series, DLMF 8.11.4, for x below a + 1. */
function logLower(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= 100_000 && term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return a * log(x) - x - lgamma(a) + log(sum);
}

/** ln Q(a, x) by Legendre's continued fraction, DLMF 8.9.2, for x above a + 1. */
function logUpper(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= 100_000; n += 1) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / (term * d + b || tiny);
    c = b + term / c || tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return a * log(x) - x - lgamma(a) + log(value);
}
