/** Draws how a pooled estimate settles as studies are added. */
import type { Chart } from "./Chart.js";
import type { RefittedEstimate, RefittedOptions } from "./RefittedEstimate.js";
import { estimateText } from "./parts/estimateText.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { refittedForest } from "./parts/refittedForest.js";
import { sentences } from "./parts/sentences.js";
import { shortName } from "./parts/shortName.js";

/**
 * A forest in which each row holds the studies up to its own, in the order given.
 *
 * @example
 * cumulativeMetaPlot([{ label: "+ Aronson 1948", estimate: 0.39, low: 0.12, high: 1.26 }], { title: "Year by year", scale: "log" });
 */
export function cumulativeMetaPlot(added: readonly RefittedEstimate[], options: RefittedOptions): Chart {
  return refittedForest(added, options, {
    column: "up to",
    isShaded: false,
    describe: (format, reference) => {
      const holds = ({ low, high }: RefittedEstimate): boolean => !(low > reference || high < reference);
      // From this row on no interval holds the reference.
      const settled = added.length - [...added].reverse().findIndex(holds);
      const from = added.some(holds) ? added[settled] : added[0];
      return sentences(
        `Pooled estimates as ${count(added.length, "study is", "studies are")} added one by one, with 95% intervals.`,
        added.length > 0 &&
          `First ${estimateText(added[0], format)}, last ${estimateText(added[added.length - 1], format)}.`,
        added.length > 0 &&
          (from === undefined
            ? `The last interval holds ${formatNumber(reference)}.`
            : `From ${shortName(from.label)} on no interval holds ${formatNumber(reference)}.`),
      );
    },
  });
}
