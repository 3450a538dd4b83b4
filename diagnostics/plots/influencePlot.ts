/** Draws how a pooled estimate changes when each study is left out. */
import { log } from "../../engine/math/log.js";
import type { Chart } from "./Chart.js";
import type { RefittedEstimate, RefittedOptions } from "./RefittedEstimate.js";
import { estimateText } from "./parts/estimateText.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { refittedForest } from "./parts/refittedForest.js";
import { sentences } from "./parts/sentences.js";
import { shortName } from "./parts/shortName.js";

/**
 * A forest with a row for each study left out; the ground is shaded where the interval of all studies lies.
 *
 * @example
 * influencePlot([{ label: "Aronson 1948", estimate: 0.48, low: 0.3, high: 0.7 }], { title: "Influence", scale: "log" });
 */
export function influencePlot(leftOut: readonly RefittedEstimate[], options: RefittedOptions): Chart {
  const { overall, scale } = options;
  return refittedForest(leftOut, options, {
    column: "left out",
    isShaded: true,
    describe: (format, reference) => {
      const excludes = ({ low, high }: RefittedEstimate): boolean => low > reference || high < reference;
      const turned =
        overall === undefined
          ? []
          : leftOut.filter((row) => Number.isFinite(row.estimate) && excludes(row) !== excludes(overall));
      const place = (value: number): number => (scale === "log" ? (value > 0 ? log(value) : NaN) : value);
      const most = leftOut.reduce<{ row?: RefittedEstimate; by: number }>(
        (far, row) => {
          const by = Math.abs(place(row.estimate) - place(overall?.estimate ?? NaN));
          return by > far.by ? { row, by } : far;
        },
        { by: 0 },
      );
      return sentences(
        `Pooled estimates with each of ${count(leftOut.length, "study", "studies")} left out, with 95% intervals.`,
        overall !== undefined && `Of all studies: ${estimateText(overall, format)}.`,
        most.row !== undefined &&
          `It changes most without ${shortName(most.row.label)}: ${estimateText(most.row, format)}.`,
        turned.length > 0 &&
          `Without ${turned
            .slice(0, 5)
            .map(({ label }) => shortName(label))
            .join(
              ", ",
            )}${turned.length > 5 ? " and others" : ""} it changes whether the interval holds ${formatNumber(reference)}.`,
      );
    },
  });
}
