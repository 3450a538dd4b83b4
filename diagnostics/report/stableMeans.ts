/** How many draws means lack to be told with the digits that their spread makes worth telling. */
import { grouped } from "../diagnosis/words.js";
import { drawsForDecimals } from "../drawsForDecimals.js";
import { formatNumber } from "../plots/parts/formatNumber.js";
import type { SummaryRow } from "../summarise.js";

/** Digits of the standard deviation to which a mean is told. */
const digits = 2;

/**
 * A sentence, after a space, on the draws to be added until the mean of every variable is stable to two digits of its standard
 * deviation: to 0.1 where that is 3.4, to 0.01 where it is 0.25. Empty where no error is known.
 *
 * @param rows of the variables that are looked at
 * @param draws there are, over all chains
 */
export function stableMeans(rows: readonly SummaryRow[], draws: number): string {
  const lacking = rows
    .flatMap(({ variable, mcse_mean: error, sd }) => {
      if (error === null || sd === null || !(sd > 0)) return [];
      const decimals = digits - 1 - firstPlace(sd);
      return [{ variable, decimals, further: drawsForDecimals(error, draws, decimals) }];
    })
    .sort((a, b) => b.further - a.further);
  const [most] = lacking;
  if (most === undefined) return "";
  const unit = formatNumber(Number(`1e${-most.decimals}`));
  return most.further === 0
    ? " Means of the main variables are stable to two digits of their standard deviations."
    : ` About ${grouped(roundedUp(most.further))} further draws would make the means of all main variables stable to two digits of their standard deviations ` +
        `(${most.variable}, which needs the most, to ${unit}).`;
}

/** k of x = m 10^k with 1 <= m < 10. */
function firstPlace(x: number): number {
  return Number(x.toExponential(15).split("e")[1]);
}

/** Up to the next number of two digits, and zeros. */
function roundedUp(count: number): number {
  const unit = Number(`1e${Math.max(0, firstPlace(count) - 1)}`);
  return Math.ceil(count / unit) * unit;
}
