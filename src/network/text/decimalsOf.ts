/** How many decimals numbers of a table deserve. */

/** More would be read as noise. */
const most = 8;

/**
 * So many decimals that the typical one of these spreads has two digits that count.
 *
 * @param spreads Standard deviations, or other measures of how uncertain the numbers of a table are; those that are 0 or unknown say nothing
 * @param least Decimals at least
 * @param share Place of the typical spread among them, from 0 for the smallest to 1 for the largest
 * @example decimalsOf([0.19, 0.24], 2) // 2
 * @example decimalsOf([0.0031], 2) // 4
 */
export function decimalsOf(spreads: readonly number[], least: number, share = 0.5): number {
  const known = spreads.filter((spread) => spread > 0 && Number.isFinite(spread)).sort((a, b) => a - b);
  let spread = known[Math.floor((known.length - 1) * share)] ?? 10;
  let decimals = 0;
  // Nearly 10 is written as 10.
  while (spread < 9.95 && decimals < most) {
    spread *= 10;
    decimals += 1;
  }
  return Math.max(least, decimals);
}
