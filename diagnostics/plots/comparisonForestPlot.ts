/** Draws direct, indirect and network estimates of each comparison side by side. */
import type { Chart } from "./Chart.js";
import type { IntervalEstimate } from "./IntervalEstimate.js";
import { drawing } from "./parts/drawing.js";
import { estimateText, numberFormat } from "./parts/estimateText.js";
import { forestScale } from "./parts/forestScale.js";
import { count, formatFixed, noValue } from "./parts/formatNumber.js";
import { intervalMark } from "./parts/intervalMark.js";
import { legend } from "./parts/legend.js";
import { listed, sentences } from "./parts/sentences.js";
import { shortName } from "./parts/shortName.js";
import { tableForest, type TableLine } from "./parts/tableForest.js";
import { accent, fullWidth, ink, second } from "./parts/theme.js";

/** One comparison, such as "B against A". */
export interface ComparisonRow {
  readonly comparison: string;
  /** From the studies that make the comparison. */
  readonly direct?: IntervalEstimate;
  /** From all others. */
  readonly indirect?: IntervalEstimate;
  /** From all, under consistency. */
  readonly network?: IntervalEstimate;
  /** Studies that make the comparison. */
  readonly studies?: number;
  /** Two-sided Bayesian p of direct and indirect evidence agreeing. */
  readonly p?: number;
}

/** Options of {@link comparisonForestPlot}. */
export interface ComparisonForestOptions {
  readonly title: string;
  /** What is estimated, such as "odds ratio". */
  readonly measure?: string;
  /** Logarithmic for ratios, which are then given as ratios. */
  readonly scale?: "linear" | "log";
  /** Value of no effect; 1 for ratios, 0 otherwise. */
  readonly reference?: number;
  readonly favours?: readonly [string, string];
  /** Pixels. */
  readonly width?: number;
}

const sources = [
  { field: "direct", label: "direct", colour: ink, shape: 1 },
  { field: "indirect", label: "indirect", colour: second, shape: 2 },
  { field: "network", label: "network", colour: accent, shape: 3 },
] as const;

/** Below this p a comparison is marked: the custom of reports, not a verdict. */
const doubtful = 0.05;

/**
 * Direct, indirect and network estimates of comparisons, one below the other in colours and shapes of their own, with the p of their
 * agreement; of comparisons without a kind of evidence that line is left out. A p below 0.05 is set in bold.
 *
 * @example
 * comparisonForestPlot(
 *   [{ comparison: "B against A", studies: 3, p: 0.3, direct: { estimate: 1.4, low: 0.9, high: 2.1 } }],
 *   { title: "Consistency", scale: "log", measure: "odds ratio" },
 * );
 */
export function comparisonForestPlot(rows: readonly ComparisonRow[], options: ComparisonForestOptions): Chart {
  const { width = fullWidth, measure = "effect", favours } = options;
  const isLog = options.scale === "log";
  const reference = options.reference ?? (isLog ? 1 : 0);
  const estimates = rows.flatMap((row) => sources.flatMap(({ field }) => row[field] ?? []));
  const format = numberFormat(estimates, isLog);
  const shown = sources.filter(({ field }) => rows.some((row) => row[field] !== undefined));
  const key = legend(
    shown.map(({ label, colour, shape }) => ({ label: `${label}, 95%`, colour, marker: shape })),
    { left: 0, right: width, top: 0 },
  );
  const lines = rows.map((row): TableLine => {
    const present = sources.filter(({ field }) => row[field] !== undefined);
    const { p } = row;
    return {
      height: Math.max(1, present.length) * 14 + 10,
      ruled: true,
      left: [row.comparison, row.studies === undefined ? "" : String(row.studies)],
      right: [
        present.map(({ field }) => estimateText(row[field]!, format)),
        p === undefined ? "" : { text: pText(p), strong: p < doubtful },
      ],
      marks: (scale, y) =>
        present.map(({ field, colour, shape }, i) =>
          intervalMark(row[field]!, scale, y + (i - (present.length - 1) / 2) * 14, { colour, shape, size: 36 }),
        ),
    };
  });
  const body = tableForest(lines, {
    left: [
      { title: ["comparison"], anchor: "start" },
      ...(rows.some(({ studies }) => studies !== undefined) ? [{ title: ["studies"], drop: 3 }] : []),
    ],
    right: [
      { title: [measure, "[95% interval]"], drop: 2 },
      { title: ["p of", "agreement"], drop: 1 },
    ],
    scale: forestScale(estimates, { isLog, reference }),
    reference,
    axisTitle: measure,
    ...(favours === undefined ? {} : { favours }),
    width,
    top: key.height + 6,
  });
  return drawing({
    width,
    height: body.height,
    title: options.title,
    description: describe(rows),
    table: {
      columns: [
        "comparison",
        "studies",
        ...sources.flatMap(({ label }) => [label, `${label} 2.5%`, `${label} 97.5%`]),
        "p",
      ],
      rows: rows.map((row) => [
        row.comparison,
        row.studies ?? NaN,
        ...sources.flatMap(({ field }) => {
          const { estimate = NaN, low = NaN, high = NaN } = row[field] ?? {};
          return [estimate, low, high];
        }),
        row.p ?? NaN,
      ]),
    },
    marks: [key.marks, body.marks],
  });
}

function pText(p: number): string {
  if (!Number.isFinite(p)) return noValue;
  return p < 0.001 ? "<0.001" : formatFixed(p, p < 0.1 ? 3 : 2);
}

function describe(rows: readonly ComparisonRow[]): string {
  const tested = rows.filter(({ p }) => p !== undefined && Number.isFinite(p));
  const doubted = tested.filter(({ p }) => p! < doubtful);
  const named = doubted.slice(0, 5).map(({ comparison, p }) => `${shortName(comparison)} (p ${pText(p!)})`);
  return sentences(
    `Direct, indirect and network estimates of ${count(rows.length, "comparison")} with 95% intervals.`,
    tested.length > 0 &&
      (doubted.length === 0
        ? `In none of ${tested.length} do direct and indirect evidence disagree with p below ${doubtful}.`
        : `Direct and indirect evidence disagree with p below ${doubtful} in ${doubted.length} of ${tested.length}: ${listed(named)}${doubted.length > 5 ? " and more in the table" : ""}.`),
  );
}
