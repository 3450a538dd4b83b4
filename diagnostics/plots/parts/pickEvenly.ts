/** Takes some of many, evenly spread. */

/**
 * At most `most` of the numbers 0 to `n` − 1, evenly spaced, ascending.
 *
 * @example pickEvenly(100, 4) // 12, 37, 62, 87
 */
export function pickEvenly(n: number, most: number): readonly number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.floor(((i + 0.5) * n) / most));
}
