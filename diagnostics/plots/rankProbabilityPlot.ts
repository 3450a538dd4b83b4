/** Draws how probable each rank is for each treatment, with SUCRA. */
import type { Chart } from "./Chart.js";
import { drawing } from "./drawing.js";
import { count, formatFixed, formatPercent } from "./formatNumber.js";
import { fragment, type Markup } from "./markup.js";
import { box, lettering, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { accent, faint, fontSize, fullWidth, muted, paleAccent, rule, smallSize } from "./theme.js";

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

const rowHeight = 40;
const sucraWidth = 64;

/**
 * Rankograms, one row per treatment in the order of SUCRA, with ranks in shared columns so that rows can be compared. The most
 * probable rank of each row is dark; bars of 15% and more carry their figure.
 */
export function rankProbabilityPlot(treatments: readonly RankedTreatment[], options: RankProbabilityOptions): Chart {
  const { width = fullWidth } = options;
  const ordered = [...treatments].sort((a, b) => b.sucra - a.sucra);
  const ranks = ordered.reduce((most, { probabilities }) => Math.max(most, probabilities.length), 1);
  const labels = Math.min(
    180,
    ordered.reduce((most, { treatment }) => Math.max(most, textWidth(treatment, fontSize)), 40),
  );
  const left = labels + 16;
  // Few ranks get columns of a reasonable width instead of the whole page.
  const column = Math.min(72, (width - sucraWidth - left) / ranks);
  const right = left + ranks * column;
  const top = 28;

  return drawing({
    width: right + sucraWidth,
    height: top + ordered.length * rowHeight + 8,
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
      Array.from({ length: ranks }, (_, r) =>
        lettering(left + (r + 0.5) * column, 10, r === 0 ? "best" : ordinal(r + 1), {
          anchor: "middle",
          size: smallSize,
          fill: muted,
        }),
      ),
      lettering(right + sucraWidth - 4, 10, "SUCRA", { anchor: "end", size: smallSize, fill: muted }),
      ordered.map((treatment, i) =>
        row(treatment, top + (i + 1) * rowHeight - 8, { labels, left, column, ranks, right }),
      ),
    ],
  });
}

interface Columns {
  readonly labels: number;
  readonly left: number;
  readonly column: number;
  readonly ranks: number;
  readonly right: number;
}

function row({ treatment, probabilities, sucra }: RankedTreatment, base: number, columns: Columns): Markup {
  const { labels, left, column, right } = columns;
  const label = truncate(treatment, labels, fontSize);
  const middle = base - (rowHeight - 16) / 2;
  const largest = probabilities.reduce((a, b) => Math.max(a, b), 0);
  return fragment(
    lettering(labels, middle, label, {
      anchor: "end",
      weight: 600,
      ...(label === treatment ? {} : { full: treatment }),
    }),
    probabilities.map((probability, r) => {
      const height = probability * (rowHeight - 18);
      const x = left + r * column;
      return [
        box(x + 2, base - (rowHeight - 18), column - 4, rowHeight - 18, "#f6f7f9"),
        box(x + 2, base - height, column - 4, height, probability === largest ? accent : paleAccent, accent),
        column >= 34 && probability >= 0.15
          ? lettering(x + column / 2, Math.max(base - height - 6, base - rowHeight + 13), formatPercent(probability), {
              anchor: "middle",
              size: smallSize - 1,
              halo: true,
            })
          : null,
      ];
    }),
    segment(left, base, right, base, { stroke: rule }),
    segment(0, base + 5, right + sucraWidth, base + 5, { stroke: faint }),
    lettering(right + sucraWidth - 4, middle, formatFixed(sucra, 2), { anchor: "end", weight: 600 }),
  );
}

/** 1st, 2nd, 3rd, 4th … 11th, 12th, 21st. */
function ordinal(n: number): string {
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
