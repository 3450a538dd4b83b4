/** A short name of numbers, so that two lists of them can be told apart. */

/**
 * Sixteen hexadecimal digits from the bytes of numbers (two FNV-1a hashes); equal lists have equal ones, others hardly ever.
 *
 * @example fingerprint([1, 2, 3]) === fingerprint([1, 2, 4]); // false
 */
export function fingerprint(numbers: ArrayLike<number>): string {
  const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
  const hash = (offset: number) => {
    let state = offset;
    for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
    return (state >>> 0).toString(16).padStart(8, "0");
  };
  // The second starts elsewhere: the two together are as good as one of 64 bits for this purpose.
  return hash(0x811c9dc5) + hash(0x1b873593);
}
