/** The logarithm of the binomial coefficient. */
import { log } from "./log.js";
import { logBeta } from "./logBeta.js";

/**
 * log of n over k for real n > -1 and k from 0 to n; -Infinity for k outside.
 *
 * @example logChoose(10, 3); // 4.787491742782046 = log 120
 */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (k === 0 || k === n) return 0;
  return -log(n + 1) - logBeta(n - k + 1, k + 1);
}
