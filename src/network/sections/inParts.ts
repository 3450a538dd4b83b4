/** Long lists in parts that fit a page. */

/**
 * Parts of at most `most` items, as even as can be.
 *
 * @example inParts([1, 2, 3, 4, 5], 4); // [[1, 2, 3], [4, 5]]
 */
export function inParts<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / most);
  const size = Math.ceil(items.length / Math.max(1, count));
  return Array.from({ length: count }, (_, part) => items.slice(part * size, (part + 1) * size));
}
