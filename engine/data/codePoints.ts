/** The order of text that does not depend on language or machine. */

/**
 * Compares by code point, for `Array.prototype.sort`. JavaScript's own order of strings is by UTF-16 unit, which puts
 * characters beyond U+FFFF before some that they should follow.
 *
 * @example ["b", "B", "a"].sort(compareCodePoints) // ["B", "a", "b"]
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Halves of a surrogate pair stand for code points above every other unit.
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
  }
  return a.length - b.length;
}
