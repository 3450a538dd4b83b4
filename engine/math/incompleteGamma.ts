/** The regularised incomplete gamma functions: the distribution function of the gamma distribution. */
import { exp } from "./exp.js";
import type { LogTails } from "./incompleteBeta.js";
import { lgamma } from "./lgamma.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { log1pMinus } from "./log1pMinus.js";
import { stirlingRemainder } from "./stirlingRemainder.js";

/**
 * Probability that a gamma variable of the given shape and rate 1 is at most x, to 1e-12 of itself for shapes up to 1e6.
 *
 * @example incompleteGamma(1, 1); // 0.6321205588285577
 */
export function incompleteGamma(x: number, shape: number): number {
  return edge(x, shape, 0, 1) ?? exp(gammaLogTails(log(x), shape).lower);
}

/** Probability that a gamma variable of the given shape and rate 1 is above x, likewise. */
export function incompleteGammaUpper(x: number, shape: number): number {
  return edge(x, shape, 1, 0) ?? exp(gammaLogTails(log(x), shape).upper);
}

function edge(x: number, shape: number, atZero: number, atInfinity: number): number | undefined {
  if (!(shape > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0) return atZero;
  return x === Infinity ? atInfinity : undefined;
}

/** The tails of a gamma variable of rate 1 at e^logX, and the density of its logarithm there. */
export function gammaLogTails(logX: number, shape: number): LogTails {
  const x = exp(logX);
  const density = logDensityOfLog(x, logX, shape);
  if (x < shape + 1) {
    const lower = density + log(series(x, shape) / shape);
    return { lower, upper: log1p(-Math.min(1, exp(lower))), density };
  }
  const upper = density + log(fraction(x, shape));
  return { lower: log1p(-Math.min(1, exp(upper))), upper, density };
}

/** log of x^shape e^-x / Γ(shape); for a large shape as deviance from the mean (Loader 2000), whose terms are small. */
function logDensityOfLog(x: number, logX: number, shape: number): number {
  if (shape < 8 || x === 0) return shape * logX - x - lgamma(shape);
  return shape * log1pMinus((x - shape) / shape) - stirlingRemainder(shape) + 0.5 * log(shape / (2 * Math.PI));
}

/** 1 + x/(s+1) + x²/((s+1)(s+2)) + … (DLMF 8.7.1). */
function series(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** Γ(s, x) e^x / x^s as a continued fraction (DLMF 8.9.2), by the modified method of Lentz. */
function fraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i <= 1_000_000; i++) {
    const numerator = -i * (i - shape);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) return value;
  }
  return NaN;
}
