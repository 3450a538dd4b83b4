/** Shares of variance in a table for a terminal. */
import { numberCell } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";

/** Mean and 95 % interval, `0.42 (0.31–0.55)`. */
export function shareCell(share: DrawSummary | undefined): string {
  if (share === undefined || Number.isNaN(share.mean)) return "–";
  const { mean, "q2.5": low, "q97.5": high } = share;
  return `${numberCell(mean, 2)} (${numberCell(low, 2)}–${numberCell(high, 2)})`;
}
