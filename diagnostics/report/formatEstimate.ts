/** Prints estimates with the digits that their Monte Carlo error supports, in the typography of a page. */
import { roundToError } from "../roundToError.js";
import type { SummaryRow } from "../summarise.js";

/** A value of a summary row with the digits that would stay the same in another run. */
export function formatEstimate(row: SummaryRow, value: number | null): string {
  return roundToError(value, row.mcse_mean).replace(/-/g, "−");
}
