/** Estimates and their intervals in figures, alike in all rows of a chart. */
import type { IntervalEstimate } from "../IntervalEstimate.js";
import { formatFixed, noValue } from "./formatNumber.js";

/** Prints one number as all of a chart are printed. */
export type NumberFormat = (value: number) => string;

/**
 * How the numbers of a chart are printed. Differences get decimals alike, so many that a typical interval still shows two digits of its
 * width; ratios get two decimals from 0.1 to 10, less above, and two digits below.
 *
 * @example numberFormat([], true)(0.0312) // "0.031"
 */
export function numberFormat(estimates: readonly IntervalEstimate[], isRatio = false): NumberFormat {
  if (isRatio) return formatRatio;
  const widths = estimates
    .map(({ low, high }) => high - low)
    .filter((width) => width > 0 && Number.isFinite(width))
    .sort((a, b) => a - b);
  // A tenth of the way up: one study far larger than all others must not give every row five decimals.
  const typical = widths[Math.floor(widths.length / 10)] ?? 1;
  let decimals = 0;
  for (let unit = 1; typical < 30 * unit && decimals < 8; unit /= 10) decimals++;
  return (value) => formatFixed(value, decimals);
}

/** `0.52 [0.11, 0.93]`; a dash where there is no estimate. */
export function estimateText({ estimate, low, high }: IntervalEstimate, format: NumberFormat): string {
  return Number.isFinite(estimate) ? `${format(estimate)} [${format(low)}, ${format(high)}]` : noValue;
}

function formatRatio(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || value === 0) return formatFixed(value, 0);
  if (size >= 10) return formatFixed(value, 1);
  if (size >= 0.1 || !Number.isFinite(value)) return formatFixed(value, 2);
  let decimals = 3;
  for (let unit = 0.01; size < unit && decimals < 6; unit /= 10) decimals++;
  return formatFixed(value, decimals);
}
