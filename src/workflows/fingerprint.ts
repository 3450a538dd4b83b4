/** A short name of numbers, so that two lists of them can be told apart. */
import { sha256 } from "../../diagnostics/report/sha256.js";

/** Bytes that are kept: two lists of numbers that differ have one name once in 2^64 pairs. */
const kept = 8;

/**
 * Sixteen hexadecimal digits, the first of the SHA-256 hash of the numbers written out; equal lists have equal ones.
 *
 * @example fingerprint([1, 2, 3]) === fingerprint([1, 2, 4]); // false
 */
export function fingerprint(numbers: ArrayLike<number>): string {
  const hash = sha256(Array.from(numbers).join(" ")).subarray(0, kept);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
