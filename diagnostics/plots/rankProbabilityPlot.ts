/** Draws how probable each rank is for each treatment, with SUCRA. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatPercent } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import { box, group, lettering, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, faint, fontSize, fullWidth, muted, paleAccent, rule, smallSize } from "./parts/theme.js";

/** One treatment: the probability of each rank, rank 1 (best) first. */
export interface RankedTreatment {
  readonly treatment: string;
  readonly probabilities: readonly number[];
  /** Surface under the cumulative ranking curve, from 0 to 1. */
  readonly sucra: number;
}

/** Options of {@link rankProbabilityPlot}. */
export interface RankProbabilityOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const sucraWidth = 64;
const figuresFrom = 34;
/** Pixels of a column whose rank can be named beside its neighbours'. */
const narrowest = 19;

/**
 * Rankograms, one row per treatment in the order of SUCRA, with ranks in shared columns so that rows can be compared. All bars
 * share one scale, whose top is the largest probability. The most probable rank of each row is dark; where columns are wide
 * enough, bars of 10% and more carry their figure.
 */
export function rankProbabilityPlot(treatments: readonly RankedTreatment[], options: RankProbabilityOptions): Chart {
  const ordered = [...treatments].sort((a, b) => b.sucra - a.sucra);
  const shape = layout(ordered, options.width ?? fullWidth);
  const { left, column, ranks, right, rowHeight } = shape;

  return drawing({
    width: right + sucraWidth,
    height: headerHeight + ordered.length * rowHeight + 4,
    title: options.title,
    description: describe(ordered),
    table: {
      columns: ["treatment", ...Array.from({ length: ranks }, (_, r) => `P(rank ${r + 1})`), "SUCRA"],
      rows: ordered.map(({ treatment, probabilities, sucra }) => [
        treatment,
        ...Array.from({ length: ranks }, (_, r) => probabilities[r] ?? NaN),
        sucra,
      ]),
    },
    marks: [
      group(
        { "text-anchor": "middle", "font-size": smallSize, fill: muted },
        Array.from({ length: ranks }, (_, r) =>
          // Where columns are narrow, the first rank and every fifth are named.
          column < narrowest && r > 0 && (r + 1) % 5 !== 0
            ? null
            : lettering(left + (r + 0.5) * column, 10, column >= figuresFrom ? ordinal(r + 1) : String(r + 1), {
                inheritedSize: smallSize,
              }),
        ),
      ),
      column >= figuresFrom ? null : lettering(left - 12, 10, "rank", { anchor: "end", size: smallSize, fill: muted }),
      lettering(right + sucraWidth - 4, 10, "SUCRA", { anchor: "end", size: smallSize, fill: muted }),
      ordered.map((treatment, i) => row(treatment, headerHeight + (i + 1) * rowHeight - 6, shape)),
    ],
  });
}

const headerHeight = 24;

interface Shape {
  /** Pixels for the names. */
  readonly labels: number;
  readonly left: number;
  readonly column: number;
  readonly ranks: number;
  readonly right: number;
  readonly rowHeight: number;
  /** Pixels of a bar of probability 1. */
  readonly unit: number;
}

function layout(treatments: readonly RankedTreatment[], width: number): Shape {
  const ranks = treatments.reduce((most, { probabilities }) => Math.max(most, probabilities.length), 1);
  const widest = treatments.reduce((most, { treatment }) => Math.max(most, textWidth(treatment, fontSize, true)), 40);
  const labels = Math.min(200, widest);
  const left = labels + 16;
  // Few ranks get columns of a reasonable width instead of the whole page.
  const column = Math.min(84, (width - sucraWidth - left) / ranks);
  const rowHeight = column >= figuresFrom ? 46 : 32;
  const room = rowHeight - (column >= figuresFrom ? 24 : 10);
  const largest = treatments.flatMap(({ probabilities }) => probabilities).reduce((a, b) => (b > a ? b : a), 0);
  return {
    labels,
    left,
    column,
    ranks,
    right: left + ranks * column,
    rowHeight,
    unit: room / (largest > 0 ? largest : 1),
  };
}

function row({ treatment, probabilities, sucra }: RankedTreatment, base: number, shape: Shape): Markup {
  const { labels, left, column, right, rowHeight, unit } = shape;
  const label = truncate(treatment, labels, fontSize, true);
  const middle = base - rowHeight / 2 + 6;
  const largest = probabilities.reduce((a, b) => Math.max(a, b), 0);
  const gap = column >= figuresFrom ? 3 : 1.5;
  return fragment(
    segment(0, base + 5, right + sucraWidth, base + 5, { stroke: faint }),
    lettering(labels, middle, label, {
      anchor: "end",
      weight: 600,
      ...(label === treatment ? {} : { full: treatment }),
    }),
    probabilities.map((probability, r) => {
      // A bar of less than a third of a pixel is not seen and only makes the page heavy.
      if (!(probability * unit > 0.3)) return null;
      const height = probability * unit;
      const x = left + r * column;
      return [
        box(x + gap, base - height, column - 2 * gap, height, probability === largest ? accent : paleAccent, accent),
        column >= figuresFrom && probability >= 0.1
          ? lettering(x + column / 2, base - height - 8, formatPercent(probability), {
              anchor: "middle",
              size: smallSize,
            })
          : null,
      ];
    }),
    segment(left, base, right, base, { stroke: rule }),
    lettering(right + sucraWidth - 4, middle, formatFixed(sucra, 2), { anchor: "end", weight: 600 }),
  );
}

/** best, 2nd, 3rd, 4th … 11th, 12th, 21st. */
function ordinal(n: number): string {
  if (n === 1) return "best";
  const endings = ["th", "st", "nd", "rd"];
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? "th" : (endings[n % 10] ?? "th")}`;
}

function describe(ordered: readonly RankedTreatment[]): string {
  if (ordered.length === 0) return "No treatment is ranked.";
  const named = ordered.slice(0, 8).map(({ treatment, sucra, probabilities }) => {
    return `${treatment} SUCRA ${formatFixed(sucra, 2)}, best with probability ${formatPercent(probabilities[0] ?? NaN)}`;
  });
  return `Rank probabilities of ${count(ordered.length, "treatment")}, best first: ${named.join("; ")}${ordered.length > 8 ? "; and more in the table" : ""}.`;
}
