/** The normal law's upper tail, apart from the package's own. */

/**
 * Log of the probability that a standard normal is above z: by the series of Marsaglia 2004, Evaluating the normal distribution, up to 3,
 * and by Laplace's continued fraction beyond.
 */
export function logNormalTail(z: number): number {
  const logDensity = -(z ** 2) / 2 - Math.log(2 * Math.PI) / 2;
  if (z > 3) {
    let fraction = z;
    for (let k = 100; k >= 1; k--) fraction = z + k / fraction;
    return logDensity - Math.log(fraction);
  }
  // Far below there is nothing to subtract from 1.
  if (z < -9) return 0;
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= z ** 2 / k;
    sum += term;
  }
  return Math.log(0.5 - Math.exp(logDensity) * sum);
}
