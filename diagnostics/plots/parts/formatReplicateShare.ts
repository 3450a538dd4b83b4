/** Shares of replicates as text. */
import { formatNumber } from "./formatNumber.js";

/**
 * A share of n replicates, none and all of them told as what so many replicates can show.
 *
 * @example formatReplicateShare(0, 400); // "<0.003"
 */
export function formatReplicateShare(p: number, n: number): string {
  if (!Number.isFinite(p)) return formatNumber(p);
  if (p === 0) return `<${formatNumber(1 / n, 1)}`;
  if (p === 1) return `>${formatNumber(1 - 1 / n, n > 100 ? 3 : 2)}`;
  return formatNumber(p, 2);
}
