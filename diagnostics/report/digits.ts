/** Prints estimates with the digits that their Monte Carlo error supports, and no more. */
import { formatFixed, noValue } from "../plots/formatNumber.js";
import type { SummaryRow } from "../summarise.js";

const mostDecimals = 8;

/**
 * Decimals that stand still when the fit is run again: the first digit of twice the Monte Carlo standard error is the last
 * one printed (the rule of ArviZ's summary). Where the error is unknown, three digits of the standard deviation.
 *
 * @example
 * supportedDecimals(0.004, 1); // 3: the error of 0.008 is one of the third decimal
 */
export function supportedDecimals(mcse: number | null, sd: number | null): number {
  if (mcse !== null && mcse > 0 && Number.isFinite(mcse)) return decimalsOf(2 * mcse);
  if (sd !== null && sd > 0 && Number.isFinite(sd)) return Math.min(mostDecimals, decimalsOf(sd) + 2);
  return 3;
}

/** A value of a summary row with the digits its row supports. */
export function formatEstimate(row: SummaryRow, value: number | null): string {
  return value === null ? noValue : formatFixed(value, Math.min(6, supportedDecimals(row.mcse_mean, row.sd)));
}

/** `0.05 to 0.91`. */
export function formatInterval(row: SummaryRow): string {
  return `${formatEstimate(row, row["q2.5"])} to ${formatEstimate(row, row["q97.5"])}`;
}

/** The place of the first digit of a positive number, counted in decimals from 0. */
function decimalsOf(value: number): number {
  let decimals = 0;
  for (let unit = 1; value < unit && decimals < mostDecimals; unit /= 10) decimals++;
  return decimals;
}
