/** What a statistic of replicates says, in words. */
import { formatNumber } from "../plots/parts/formatNumber.js";
import type { ResponseStatistic } from "./PpcStatistic.js";

/** What was found of a statistic. */
export interface FoundStatistic {
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly isOutside: boolean;
  readonly group?: { readonly level: string };
}

/**
 * A clause with the figures: `observed 12 zeros where replicates have 3 to 9`, `observed a maximum of 3.1, as replicates have (2.2 to 4)`.
 * It says what was seen and leaves open what it means.
 */
export function statisticVerdict(statistic: ResponseStatistic, found: FoundStatistic): string {
  const { observed, low, high, isOutside, group } = found;
  const where = group ? `in ${group.level}, ` : "";
  const what = statistic.counts
    ? `${formatNumber(observed)} ${statistic.counts[observed === 1 ? 0 : 1]}`
    : `${article(statistic.words)} ${statistic.words} of ${formatNumber(observed)}`;
  if (Number.isNaN(low) || Number.isNaN(observed)) return `${where}observed ${what}, and replicates cannot be told`;
  const range = low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
  return isOutside
    ? `${where}observed ${what} where replicates have ${range}`
    : `${where}observed ${what}, as replicates have (${range})`;
}

function article(words: string): string {
  return /^[aeiou]/.test(words) ? "an" : "a";
}
