/** The regularised incomplete beta function: the distribution function of the beta distribution. */
import { exp } from "./exp.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { log1pMinus } from "./log1pMinus.js";
import { logBeta } from "./logBeta.js";
import { softplus } from "./softplus.js";
import { stirlingRemainder } from "./stirlingRemainder.js";

/** Logarithms of both tails of a distribution function at a point, and of the density of the logit there. */
export interface LogTails {
  readonly lower: number;
  readonly upper: number;
  readonly density: number;
}

/**
 * Probability that a beta(a, b) variable is at most x, to 1e-12 of itself for a, b up to 1e6.
 *
 * @example incompleteBeta(0.5, 2, 3); // 0.6875
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return exp(logTails(x, 1 - x, log(x), log1p(-x), a, b).lower);
}

/** The tails of beta(a, b) at the point with the given logit, which keeps its digits near 0 and 1. */
export function betaLogTails(logit: number, a: number, b: number): LogTails {
  const logX = -softplus(-logit);
  const logY = -softplus(logit);
  return logTails(exp(logX), exp(logY), logX, logY, a, b);
}

function logTails(x: number, y: number, logX: number, logY: number, a: number, b: number): LogTails {
  const density = logDensityOfLogit(x, y, logX, logY, a, b);
  // The continued fraction converges fast on its own side of the mean only.
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = density + log(fraction(x, y, a, b));
    return { lower, upper: log1p(-Math.min(1, exp(lower))), density };
  }
  const upper = density + log(fraction(y, x, b, a));
  return { lower: log1p(-Math.min(1, exp(upper))), upper, density };
}

/** log of x^a y^b / B(a, b); for large a and b as deviance from the mean (Loader 2000), whose terms are small. */
function logDensityOfLogit(x: number, y: number, logX: number, logY: number, a: number, b: number): number {
  const sum = a + b;
  // Far from the mean the deviance has no advantage, and a ratio next to −1 would lose the digits of a small x.
  const isFar = x * sum < 0.1 * a || y * sum < 0.1 * b;
  if (a < 8 || b < 8 || isFar) return a * logX + b * logY - logBeta(a, b);
  // x sum - a, from the smaller of x and y, which has the more digits.
  const excess = x < y ? x * sum - a : b - y * sum;
  const deviance = a * log1pMinus(excess / a) + b * log1pMinus(-excess / b);
  const remainder = stirlingRemainder(sum) - stirlingRemainder(a) - stirlingRemainder(b);
  return deviance + remainder + 0.5 * log(((a / sum) * b) / (2 * Math.PI));
}

/**
 * I_x(a, b) B(a, b) / (x^a y^b) as a continued fraction, by the modified method of Lentz. It is the even part of DLMF 8.17.22
 * (Didonato and Morris 1992), whose terms are positive as far as they matter, so that large a and b lose no digits.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const mean = x < y ? a - (a + b) * x : (a + b) * y - b;
  const denominator = (m: number) =>
    m + ((m * (b - m)) / (a + 2 * m - 1)) * x + ((a + m) / (a + 2 * m + 1)) * (mean + 1 + m * (1 + y));
  let value = (a / (a + 1)) * (mean + 1);
  let c = value;
  let d = 0;
  for (let m = 1; m <= 1_000_000; m++) {
    const ratio = x / (a + 2 * m - 1);
    const numerator = (a + m - 1) * ratio * (a + b + m - 1) * ratio * m * (b - m);
    const term = denominator(m);
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) return 1 / value;
  }
  return NaN;
}
