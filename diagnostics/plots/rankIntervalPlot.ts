/** Draws the mean rank of each treatment with its 95% interval beside SUCRA. */
import type { Chart } from "./Chart.js";
import type { IntervalEstimate } from "./IntervalEstimate.js";
import { extentOf, linearScale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber, noValue } from "./parts/formatNumber.js";
import { intervalMark } from "./parts/intervalMark.js";
import { shortName } from "./parts/shortName.js";
import { tableForest } from "./parts/tableForest.js";
import { accent, fullWidth } from "./parts/theme.js";

/** The rank of one treatment. */
export interface RankInterval {
  readonly treatment: string;
  /** Mean rank, 1 is best, with the 95% interval of its draws. */
  readonly rank: IntervalEstimate;
  /** Surface under the cumulative ranking curve, from 0 to 1, with its 95% interval where known. */
  readonly sucra: number;
  readonly sucraInterval?: readonly [number, number];
}

/** Options of {@link rankIntervalPlot}. */
export interface RankIntervalOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

/**
 * Mean ranks with 95% intervals, treatments in the order of SUCRA: intervals that span most of the axis say that the order is not known.
 *
 * @example
 * rankIntervalPlot([{ treatment: "A", rank: { estimate: 1.4, low: 1, high: 3 }, sucra: 0.8 }], { title: "Ranks" });
 */
export function rankIntervalPlot(treatments: readonly RankInterval[], options: RankIntervalOptions): Chart {
  const { width = fullWidth } = options;
  const ordered = [...treatments].sort((a, b) => b.sucra - a.sucra);
  const body = tableForest(
    ordered.map(({ treatment, rank, sucra, sucraInterval }) => ({
      height: 22,
      ruled: true,
      left: [treatment],
      right: [
        Number.isFinite(rank.estimate)
          ? `${formatFixed(rank.estimate, 1)} [${formatNumber(rank.low)}, ${formatNumber(rank.high)}]`
          : noValue,
        sucraInterval === undefined
          ? formatFixed(sucra, 2)
          : `${formatFixed(sucra, 2)} [${sucraInterval.map((end) => formatFixed(end, 2)).join(", ")}]`,
      ],
      marks: (scale, y) => intervalMark(rank, scale, y, { colour: accent, shape: 0, width: 2, missing: "no rank" }),
    })),
    {
      left: [{ title: ["treatment"], anchor: "start" }],
      right: [
        { title: ["mean rank", "[95% interval]"], drop: 2 },
        { title: ["SUCRA", ...(ordered.some((row) => row.sucraInterval) ? ["[95% interval]"] : [])], drop: 1 },
      ],
      scale: (range) => linearScale(extentOf([1, Math.max(2, ordered.length)]), range, 0.02).clamp(true),
      axisTitle: "rank, 1 is best",
      width,
    },
  );
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(ordered),
    table: {
      columns: ["treatment", "mean rank", "2.5%", "97.5%", "SUCRA", "SUCRA 2.5%", "SUCRA 97.5%"],
      rows: ordered.map(({ treatment, rank, sucra, sucraInterval = [NaN, NaN] }) => [
        treatment,
        rank.estimate,
        rank.low,
        rank.high,
        sucra,
        ...sucraInterval,
      ]),
    },
    marks: body.marks,
  });
}

function describe(ordered: readonly RankInterval[]): string {
  if (ordered.length === 0) return "No treatment is ranked.";
  const named = ordered
    .slice(0, 8)
    .map(
      ({ treatment, rank, sucra }) =>
        `${shortName(treatment)} ${formatFixed(rank.estimate, 1)} (${formatNumber(rank.low)} to ${formatNumber(rank.high)}), SUCRA ${formatFixed(sucra, 2)}`,
    );
  return `Mean ranks of ${count(ordered.length, "treatment")} with 95% intervals: ${named.join("; ")}${ordered.length > 8 ? "; and more in the table" : ""}.`;
}
