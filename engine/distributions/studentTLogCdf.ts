/** ln P(T < z) of Student's t, for the normalising constants of truncated priors. */
import { lgamma } from "../math/lgamma.js";
import { log } from "../math/log.js";
import { log1p } from "../math/log1p.js";
import { exp } from "../math/exp.js";

/** Logarithm of the standard t distribution function with `df` degrees of freedom. */
export function studentTLogCdf(df: number, z: number): number {
  if (z > 0) return log1p(-exp(studentTLogCdf(df, -z)));
  // P(T < −|z|) = ½ I_x(df/2, ½) at x = df/(df + z²).
  return log(0.5) + logIncompleteBeta(df / 2, 0.5, df / (df + z * z), (z * z) / (df + z * z));
}

/** ln I_x(a, b) with y = 1 − x given, so that neither loses digits. Continued fraction DLMF 8.17.22. */
function logIncompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  if (x > (a + 1) / (a + b + 2)) return log1p(-exp(logIncompleteBeta(b, a, y, x)));
  const front = a * log(x) + b * log(y) + lgamma(a + b) - lgamma(a) - lgamma(b) - log(a);
  return front - log(betaFraction(a, b, x));
}

/** 1 + d₁/(1 + d₂/(1 + …)) by the modified Lentz method. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let value = 1;
  let c = 1;
  let d = 0;
  for (let n = 1; n <= 100_000; n += 1) {
    const m = Math.floor(n / 2);
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const term = n % 2 === 0 ? even : odd;
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
