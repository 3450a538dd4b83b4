/** Counts with their share of the whole, in words. */

/**
 * `3 of 56 observations (5.4 %)`, a share that is neither never rounding to 0 or 100.
 *
 * @example shareOf(1, 8, "observation") // "1 of 8 observations (12.5 %)"
 */
export function shareOf(count: number, total: number, noun: string, several = `${noun}s`): string {
  const percent = (100 * count) / total;
  const rounded = percent.toFixed(1);
  const share =
    count < total && rounded === "100.0" ? "over 99.9" : count > 0 && rounded === "0.0" ? "less than 0.1" : rounded;
  return `${count} of ${total} ${total === 1 ? noun : several} (${count === total ? "100" : share} %)`;
}
