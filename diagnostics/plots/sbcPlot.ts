/** Draws whether true values rank uniformly among posterior draws, in simulation-based calibration. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { ecdfPanel } from "./parts/ecdfPanel.js";
import { facets } from "./parts/facets.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { brief, sentences } from "./parts/sentences.js";
import { lettering } from "./parts/shapes.js";
import { truncate } from "./parts/textWidth.js";
import { accent, fontSize, fullWidth, muted, paleAccent, second, smallSize } from "./parts/theme.js";
import { leavesBand, ranksEcdf, type UniformEcdf } from "./parts/uniformEcdf.js";

/** Ranks of the true values of one quantity. */
export interface RankedQuantity {
  readonly name: string;
  /** For each simulation the number of posterior draws below the true value, 0 to `draws`. */
  readonly ranks: ArrayLike<number>;
  /** Independent (thinned) posterior draws of each simulation. */
  readonly draws: number;
}

/** Options of {@link sbcPlot}. */
export interface SbcOptions {
  readonly title: string;
  /** Quantities drawn, 9 by default; of more, those with the smallest p. */
  readonly most?: number;
  /** Pixels. */
  readonly width?: number;
}

interface Judged {
  readonly name: string;
  readonly ecdf: UniformEcdf;
}

const cellHeight = 176;

/**
 * A panel for each quantity: the cumulative distribution of the ranks of true values minus the uniform one, with a band that ranks of a
 * right computation leave anywhere with a probability of 5% (Säilynoja, Bürkner and Vehtari 2022; Talts, Betancourt, Simpson, Vehtari and
 * Gelman 2018, arXiv:1804.06788).
 *
 * @example sbcPlot([{ name: "mu", ranks, draws: 99 }], { title: "Calibration" });
 */
export function sbcPlot(quantities: readonly RankedQuantity[], options: SbcOptions): Chart {
  const { width = fullWidth, most = 9 } = options;
  const all = quantities.map(({ name, ranks, draws }): Judged => ({ name, ecdf: ranksEcdf(ranks, draws) }));
  const shown = all.length <= most ? all : [...all].sort((a, b) => pOf(a) - pOf(b)).slice(0, most);
  const key = legend(
    [
      { label: "ranks minus uniform", colour: accent },
      { label: "95% band, all points together", colour: paleAccent, fill: paleAccent, noLine: true },
      { label: "outside", colour: second, marker: 0, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const grid = facets(shown.length, width, { least: 220, height: cellHeight, top: key.height + 4 });
  return drawing({
    width,
    height: grid.height + key.height + 4,
    title: options.title,
    description: describe(all, shown.length),
    table: {
      columns: ["quantity", "simulations", "p", "shift", "spread"],
      rows: all.map(({ name, ecdf }) => [name, ecdf.size, ecdf.pValue, ecdf.shift, ecdf.spread]),
    },
    marks: [
      key.marks,
      shown.map(({ name, ecdf }, k) => {
        const cell = grid.cells[k];
        const p = `p ${pText(ecdf.pValue)}`;
        const label = truncate(name, cell.width - 70, fontSize, true);
        return [
          lettering(cell.x, cell.y + 9, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
          lettering(cell.x + cell.width - 10, cell.y + 9, p, {
            anchor: "end",
            size: smallSize,
            fill: leavesBand(ecdf) ? second : muted,
          }),
          ecdfPanel(ecdf, { x0: cell.x, y0: cell.y + 16, width: cell.width, height: cellHeight - 24 }),
        ];
      }),
    ],
  });
}

function pOf({ ecdf }: Judged): number {
  return Number.isNaN(ecdf.pValue) ? 2 : ecdf.pValue;
}

function pText(p: number): string {
  return p < 0.0001 ? "<0.0001" : formatNumber(p, 2);
}

function describe(all: readonly Judged[], shown: number): string {
  if (all.length === 0) return "There are no quantities to draw.";
  const off = all.filter(({ ecdf }) => leavesBand(ecdf)).sort((a, b) => pOf(a) - pOf(b));
  const least = all.reduce((a, { ecdf }) => Math.min(a, ecdf.size), Infinity);
  return sentences(
    `Ranks of the true values of ${count(all.length, "quantity", "quantities")} in ${count(least, "simulation")}.`,
    off.length === 0
      ? "All stay in their 95% bands: no fault of the computation shows at this number of simulations."
      : `${off.length} of ${all.length} leave their 95% bands, about ${formatNumber(0.05 * all.length, 2)} would by chance: ${off
          .slice(0, 4)
          .map(({ name, ecdf }) => `${brief(name)} (p ${pText(ecdf.pValue)}${meaning(ecdf)})`)
          .join("; ")}${off.length > 4 ? "; and more in the table" : ""}.`,
    shown < all.length && `Drawn are the ${shown} with the smallest p.`,
  );
}

/** What it means for a posterior that true values rank too high, too low, or too far out. */
function meaning({ shift, spread }: UniformEcdf): string {
  const found = [
    shift > 2 && "posteriors too low",
    shift < -2 && "posteriors too high",
    spread > 2 && "posteriors too narrow",
    spread < -2 && "posteriors too wide",
  ].filter((words) => words !== false);
  return found.length === 0 ? "" : `: ${found.join(", ")}`;
}
