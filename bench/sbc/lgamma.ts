/** The gamma function for simulated counts, apart from the package's own. */

/** Log of a factorial and of the gamma function by Stirling's series, pushed up to where it is exact to a few ulp. */
export function lgamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 15; z++) shift -= Math.log(z);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}
