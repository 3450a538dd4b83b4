/** Draws picked evenly from all. */

/**
 * Numbers of `count` draws, evenly spaced over `total`; all of them where there are no more.
 *
 * @example spacedDraws(4000, 50) // 0, 80, 160, …
 */
export function spacedDraws(total: number, count: number): Int32Array {
  const taken = Math.min(total, count);
  return Int32Array.from({ length: taken }, (_, i) => Math.floor((i * total) / taken));
}
