/** Draws by how much models predict worse than the best of them. */
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, linearScale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { brief, sentences } from "./parts/sentences.js";
import { box, lettering, marker, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, faint, fontSize, fullWidth, muted, rule, smallSize } from "./parts/theme.js";

/** One model, compared with the best. */
export interface LooComparisonRow {
  readonly name: string;
  /** Expected log predictive density minus that of the best model: 0 for the best. */
  readonly elpdDiff: number;
  /** Standard error of the difference. */
  readonly seDiff: number;
  /** Observations whose Pareto k is too high. */
  readonly highK?: number;
}

/** Options of {@link looComparisonPlot}. */
export interface LooComparisonOptions {
  readonly title: string;
  /** Number of observations, on which it depends how far standard errors can be trusted. */
  readonly observations?: number;
  /** Pixels. */
  readonly width?: number;
}

const rowHeight = 26;

/**
 * A row for each model, the best first: its difference in expected log predictive density to the best, with one and two standard errors.
 * The words say when not to read much into it: differences below 4, fewer than 100 observations, high Pareto k (Sivula, Magnusson,
 * Matamoros and Vehtari 2025, Bayesian Analysis, doi 10.1214/25-BA1569).
 *
 * @example looComparisonPlot([{ name: "a", elpdDiff: 0, seDiff: 0 }, { name: "b", elpdDiff: -12.1, seDiff: 4.3 }], { title: "Models" });
 */
export function looComparisonPlot(models: readonly LooComparisonRow[], options: LooComparisonOptions): Chart {
  const { width = fullWidth } = options;
  const rows = [...models].sort((a, b) => (Number.isNaN(a.elpdDiff) ? 1 : b.elpdDiff - a.elpdDiff));
  const key = legend(
    [
      { label: "difference", colour: accent, marker: 0, noLine: true },
      { label: "± 1 standard error", colour: accent, fill: accent, noLine: true },
      { label: "± 2 standard errors", colour: accent },
    ],
    { left: 0, right: width, top: 0 },
  );
  const labels = Math.min(
    rows.reduce((most, { name }) => Math.max(most, textWidth(name, fontSize)), 40) + 2,
    Math.max(70, 0.32 * width),
  );
  const texts = rows.reduce((most, row) => Math.max(most, textWidth(valueText(row), smallSize)), 40) + 10;
  const left = labels + 12;
  const right = Math.max(left + 60, width - texts - 6);
  const top = key.height + 4;
  const bottom = top + Math.max(rows.length, 1) * rowHeight + 4;
  const x = linearScale(
    extentOf([
      0,
      ...rows.flatMap(({ elpdDiff: d, seDiff: se }) => (Number.isFinite(se) ? [d - 2 * se, d + 2 * se] : [d])),
    ]),
    [left, right],
    0.04,
  );
  return drawing({
    width,
    height: bottom + 44,
    title: options.title,
    description: describe(rows, options.observations),
    table: {
      columns: ["model", "elpd difference", "standard error", "high Pareto k"],
      rows: rows.map(({ name, elpdDiff, seDiff, highK }) => [name, elpdDiff, seDiff, highK ?? NaN]),
    },
    marks: [
      key.marks,
      bottomAxis(x, bottom, {
        top,
        count: Math.max(3, Math.round(width / 130)),
        title: width < 500 ? "elpd difference" : "difference in expected log predictive density",
      }),
      segment(x(0), top, x(0), bottom, { stroke: rule, dash: "4 3", width: 1.25 }),
      rows.map((row, i) => {
        const y = top + (i + 0.5) * rowHeight;
        const { name, elpdDiff: d, seDiff: se } = row;
        const label = truncate(name, labels, fontSize);
        return [
          segment(left, y, right, y, { stroke: faint }),
          lettering(labels, y, label, { anchor: "end", ...(label === name ? {} : { full: name }) }),
          segment(x(d - 2 * se), y, x(d + 2 * se), y, { stroke: accent, width: 1.75 }),
          box(x(d - se), y - 3, x(d + se) - x(d - se), 6, accent),
          marker(0, x(d), y, accent, 64),
          lettering(width - 2, y, valueText(row), { anchor: "end", size: smallSize, fill: muted }),
        ];
      }),
    ],
  });
}

function valueText({ elpdDiff, seDiff }: LooComparisonRow): string {
  return elpdDiff === 0 && seDiff === 0 ? "best" : `${formatFixed(elpdDiff, 1)} (${formatFixed(seDiff, 1)})`;
}

function describe(rows: readonly LooComparisonRow[], observations: number | undefined): string {
  if (rows.length === 0) return "There are no models to compare.";
  const [best, next] = rows;
  if (next === undefined) return `There is one model, ${brief(best.name)}, and nothing to compare it with.`;
  const ratio = Math.abs(next.elpdDiff) / next.seDiff;
  const flagged = rows.filter(({ highK = 0 }) => highK > 0);
  return sentences(
    `${count(rows.length, "model")}. ${brief(best.name)} predicts best, ${brief(next.name)} next, with a difference of ${formatFixed(next.elpdDiff, 1)} (standard error ${formatFixed(next.seDiff, 1)}).`,
    Math.abs(next.elpdDiff) < 4
      ? "A difference below 4 is small: the two predict about alike, and the standard error says little."
      : ratio < 2
        ? "It is less than two standard errors: which of the two predicts better is not clear."
        : `It is ${formatNumber(ratio, 2)} standard errors: ${brief(best.name)} predicts better than ${brief(next.name)}.`,
    rows.length > 2 &&
      `The others: ${rows
        .slice(2, 7)
        .map((row) => `${brief(row.name)} ${formatFixed(row.elpdDiff, 1)} (${formatFixed(row.seDiff, 1)})`)
        .join("; ")}${rows.length > 7 ? "; and more in the table" : ""}.`,
    observations !== undefined &&
      observations < 100 &&
      `With ${count(observations, "observation")} standard errors of differences may be too small.`,
    flagged.length > 0 &&
      `${flagged.map(({ name, highK }) => `${brief(name)} has ${count(highK!, "observation")} of high Pareto k`).join("; ")}: these figures may be wrong.`,
  );
}
