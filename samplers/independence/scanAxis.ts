/** Where to look first along an axis of the cube. */

const FIRST_DISTANCE = 0.5;
const MOST_DISTANCE = 64;
/** Log density below its maximum beyond which nothing is looked for. */
const DEPTH = 25;

/**
 * Points on an axis of the cube, ascending, from rim to rim: 0, and on either side z = 0.5 and growing, as far as the log density is
 * within 25 of the largest that was met, or up to z = 64.
 *
 * @param logDensityAt log density at the point of the axis
 * @param growth from one z to the next: with 1.6 no mode is stepped over that is wider than a fifth of its distance
 */
export function scanAxis(logDensityAt: (v: number) => number, growth: number): number[] {
  let highest = logDensityAt(0);
  const side = (sign: number): number[] => {
    const found: number[] = [];
    for (let z = FIRST_DISTANCE; z <= MOST_DISTANCE; z *= growth) {
      const v = (2 * z) / (1 + Math.sqrt(1 + 4 * z * z));
      found.push(sign * v);
      const logDensity = logDensityAt(sign * v);
      if (logDensity > highest) highest = logDensity;
      if (!(logDensity > highest - DEPTH)) break;
    }
    return found;
  };
  const above = side(1);
  return [-1, ...side(-1).reverse(), 0, ...above, 1];
}
