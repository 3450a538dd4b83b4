/** Draws for each treatment how probable it is to rank so high or higher: the area below is SUCRA. */
import type { Chart } from "./Chart.js";
import type { RankedTreatment } from "./rankProbabilityPlot.js";
import { bottomAxis, leftAxis, linearScale, type Scale } from "./parts/axes.js";
import { bandBetween, curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { facets, type Cell } from "./parts/facets.js";
import { count, formatFixed, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { fragment, type Markup } from "./parts/markup.js";
import type { Place } from "./parts/points.js";
import { box, lettering } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, faint, fontSize, fullWidth, muted, paleAccent, smallSize } from "./parts/theme.js";

/** Options of {@link cumulativeRankPlot}. */
export interface CumulativeRankOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

const axisRoom = 34;
const header = 22;

/**
 * Cumulative rank probabilities in one panel for each treatment, in the order of SUCRA, all on the same axes (Salanti, Ades and Ioannidis 2011, Journal of
 * Clinical Epidemiology 64, 163-171). A curve that rises at once belongs to a treatment that is surely among the best.
 *
 * @example
 * cumulativeRankPlot([{ treatment: "A", probabilities: [0.7, 0.2, 0.1], sucra: 0.8 }], { title: "Cumulative ranks" });
 */
export function cumulativeRankPlot(treatments: readonly RankedTreatment[], options: CumulativeRankOptions): Chart {
  const { width = fullWidth } = options;
  const ordered = [...treatments].sort((a, b) => b.sucra - a.sucra);
  const ranks = ordered.reduce((most, { probabilities }) => Math.max(most, probabilities.length), 1);
  const cellHeight = ordered.length > 12 ? 118 : 150;
  const top = 20;
  const grid = facets(ordered.length, width - axisRoom, {
    least: ordered.length > 12 ? 140 : 170,
    height: cellHeight,
    top,
  });
  const bottom = top + (ordered.length === 0 ? 40 : grid.height);
  return drawing({
    width,
    height: bottom + 24,
    title: options.title,
    description: describe(ordered),
    table: {
      columns: ["treatment", ...Array.from({ length: ranks }, (_, r) => `P(rank ${r + 1} or better)`), "SUCRA"],
      rows: ordered.map(({ treatment, probabilities, sucra }) => [treatment, ...cumulate(probabilities, ranks), sucra]),
    },
    marks: [
      lettering(0, 8, "probability of this rank or a better one", { size: smallSize, fill: muted }),
      ordered.map((treatment, k) =>
        panel(treatment, { ...grid.cells[k], x: grid.cells[k].x + axisRoom }, cellHeight, ranks, {
          isFirst: k % grid.columns === 0,
          isLowest: k + grid.columns >= ordered.length,
        }),
      ),
      lettering(width / 2, bottom + 12, "rank, 1 is best", { anchor: "middle", size: smallSize, fill: muted }),
    ],
  });
}

function panel(
  { treatment, probabilities, sucra }: RankedTreatment,
  cell: Cell,
  height: number,
  ranks: number,
  { isFirst, isLowest }: { readonly isFirst: boolean; readonly isLowest: boolean },
): Markup {
  const [upper, lower] = [cell.y + header, cell.y + height - 22];
  const right = cell.x + cell.width - 4;
  const x = linearScale([1, Math.max(2, ranks)], [cell.x + 6, right - 6]);
  const y: Scale = linearScale([0, 1], [lower, upper]);
  const shares = cumulate(probabilities, ranks);
  const places = shares.map((share, r): Place => [x(r + 1), y(share)]);
  const figure = formatFixed(sucra, 2);
  // Names in narrow panels are small before they are shortened.
  const size = cell.width < 170 ? smallSize : fontSize;
  const room = right - cell.x - textWidth(figure, size) - 8;
  const name = truncate(treatment, room, size, true);
  return fragment(
    box(cell.x, upper, right - cell.x, lower - upper, "none", faint),
    bandBetween(
      places.map(([at]) => at),
      places.map(() => lower),
      places.map(([, at]) => at),
      paleAccent,
    ),
    curve(places, { stroke: accent, width: 2 }),
    lettering(cell.x, cell.y + 10, name, { weight: 600, size, ...(name === treatment ? {} : { full: treatment }) }),
    lettering(right, cell.y + 10, figure, { anchor: "end", size, fill: muted }),
    isFirst ? leftAxis(y, cell.x, { count: 2 }) : null,
    isLowest ? rankAxis(x, lower, ranks) : null,
  );
}

/** Whole ranks only. */
function rankAxis(x: Scale, lower: number, ranks: number): Markup {
  return ranks <= 6
    ? fragment(
        Array.from({ length: ranks }, (_, r) =>
          lettering(x(r + 1), lower + 13, formatNumber(r + 1), { anchor: "middle", size: smallSize, fill: muted }),
        ),
      )
    : bottomAxis(x, lower, { count: 4 });
}

/** Sums from the first rank on; NaN from the first that is not known. */
function cumulate(probabilities: readonly number[], ranks: number): readonly number[] {
  let sum = 0;
  return Array.from({ length: ranks }, (_, r) => (sum += probabilities[r] ?? NaN)).map((share) => Math.min(1, share));
}

function describe(ordered: readonly RankedTreatment[]): string {
  if (ordered.length === 0) return "No treatment is ranked.";
  const named = ordered.slice(0, 8).map(({ treatment, sucra, probabilities }) => {
    const half = Math.ceil(probabilities.length / 2);
    return `${shortName(treatment)} SUCRA ${formatFixed(sucra, 2)}, among the best ${half} with probability ${formatPercent(cumulate(probabilities, probabilities.length)[half - 1] ?? NaN)}`;
  });
  return `Cumulative rank probabilities of ${count(ordered.length, "treatment")}, best first: ${named.join("; ")}${ordered.length > 8 ? "; and more in the table" : ""}.`;
}
