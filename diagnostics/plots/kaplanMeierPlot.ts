/** Draws the survival curve of censored times over those of replicates. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { kaplanMeier, survivalAt, type SurvivalCurve } from "../ppc/kaplanMeier.js";
import type { Chart } from "./Chart.js";
import { curve, curvePath, staircase } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame, type Frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { element, type Markup } from "./parts/markup.js";
import { middleOf } from "./parts/middleOf.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import type { Place } from "./parts/points.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { crowd, fullWidth, ink } from "./parts/theme.js";

/** Options of {@link kaplanMeierPlot}. */
export interface KaplanMeierOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Replicates drawn, 50 by default. */
  readonly curves?: number;
  /** Pixels. */
  readonly width?: number;
}

const gridSize = 60;

/**
 * The share of times that last beyond each time: the observed ones as a thick staircase (Kaplan-Meier, ticks where times are censored) over a
 * thin one for each replicate, whose times are all complete. The axis ends a fifth after the longest observed time. Each
 * replicate's path has `data-draw`.
 *
 * @example kaplanMeierPlot(replicates, { title: "Time to relapse", axisTitle: "days" });
 */
export function kaplanMeierPlot(replicates: Replicates, options: KaplanMeierOptions): Chart {
  const { width = fullWidth, curves = 50, axisTitle = replicates.name } = options;
  const height = width < 500 ? 270 : 310;
  const { observed, censored, weights, draws } = replicates;
  const own = kaplanMeier(observed, censored, weights);
  const longest = observed.reduce((most, time) => (Number.isFinite(time) ? Math.max(most, time) : most), 0);
  const least = observed.reduce((a, time) => (Number.isFinite(time) ? Math.min(a, time) : a), 0);
  const end = longest > 0 ? 1.2 * longest : 1;
  const rows = pickEvenly(draws.length, curves);
  const others = rows.map((row) => kaplanMeier(replicateOf(replicates, row), undefined, weights));
  const grid = Array.from({ length: gridSize + 1 }, (_, i) => least + (i * (end - least)) / gridSize);
  const ranges = grid.map((time) => middleOf(others.map((other) => survivalAt(other, time))));
  const key = legend(
    [
      { label: "observed, | censored", colour: ink },
      { label: count(rows.length, "replicate"), colour: crowd },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [least, end], title: axisTitle },
    y: { domain: [0, 1], padding: 0.01, title: "share lasting longer", ticks: 5 },
  });
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(replicates, own, grid, ranges, longest),
    table: {
      columns: [replicates.name, "observed survival", "replicates 2.5%", "replicates 50%", "replicates 97.5%"],
      // Beyond the longest time nothing is known of the observed curve.
      rows: grid.map((time, i) => [time, time <= longest ? survivalAt(own, time) : NaN, ...ranges[i]]),
    },
    marks: [
      key.marks,
      plot.marks,
      element(
        "g",
        { fill: "none", stroke: crowd, "stroke-width": 1, "stroke-opacity": 0.55 },
        others.map((other, k) =>
          element("path", {
            "data-draw": draws[rows[k]],
            // On a grid of times, so that thousands of steps need no more bytes than sixty.
            d: curvePath(grid.map((time): Place => [plot.x(time), plot.y(survivalAt(other, time))])),
          }),
        ),
      ),
      curve(observedSteps(own, plot, least, longest), { stroke: ink, width: 2.5 }),
      censorTicks(own, plot),
    ],
    panels: [{ kind: "curves", draws: rows.map((row) => draws[row]) }],
  });
}

/** The staircase of the observed curve, of many steps those that a pixel can tell apart. */
function observedSteps(own: SurvivalCurve, { x, y }: Frame, least: number, longest: number): readonly Place[] {
  const places: Place[] = [[x(least), y(1)]];
  own.time.forEach((time, i) => {
    const place: Place = [x(time), y(own.survival[i])];
    const last = places[places.length - 1];
    if (place[0] - last[0] >= 1 || place[1] - last[1] >= 1 || i === own.time.length - 1) places.push(place);
  });
  return staircase([...places, [x(longest), y(survivalAt(own, longest))]]);
}

function censorTicks(own: SurvivalCurve, { x, y }: Frame): Markup | null {
  const seen = new Set<number>();
  let d = "";
  for (const time of own.censored) {
    const pixel = Math.round(x(time));
    if (seen.has(pixel)) continue;
    seen.add(pixel);
    d += `M${pixel} ${Math.round(y(survivalAt(own, time))) - 5}v10`;
  }
  return d === "" ? null : element("path", { d, stroke: ink, "stroke-width": 1.25, fill: "none" });
}

/** The first time at which half are gone; NaN where that is not reached. */
function medianOf({ time, survival }: SurvivalCurve): number {
  const at = survival.findIndex((share) => share <= 0.5);
  return at < 0 ? NaN : time[at];
}

function describe(
  { name, observed, draws }: Replicates,
  own: SurvivalCurve,
  grid: readonly number[],
  ranges: readonly (readonly number[])[],
  longest: number,
): string {
  const n = observed.filter(Number.isFinite).length;
  if (n === 0) return `There are no observed times of ${brief(name)}.`;
  const known = grid.map((time, i) => ({ time, i })).filter(({ time }) => time <= longest);
  const outside = known.filter(({ time, i }) => {
    const share = survivalAt(own, time);
    return share < ranges[i][0] || share > ranges[i][2];
  });
  const off = outside.map(({ time, i }) => ({ time, by: survivalAt(own, time) - ranges[i][1] }));
  const worst = off.reduce((a, b) => (Math.abs(b.by) > Math.abs(a.by) ? b : a), off[0]!);
  const median = medianOf(own);
  return sentences(
    `Survival of ${count(n, "time")} of ${brief(name)}, ${own.censored.length} of them censored, against ${count(draws.length, "replicate")} of complete times.`,
    Number.isNaN(median)
      ? "Less than half of the observed times are known to have ended."
      : `Half of the observed times have ended by ${formatNumber(median)}.`,
    draws.length === 0
      ? ""
      : outside.length === 0
        ? "The observed curve lies within 95% of the replicates' up to the longest time."
        : `The observed curve leaves 95% of the replicates' over ${formatPercent(outside.length / known.length)} of the time, most near ${formatNumber(worst.time)}, where ${formatPercent(Math.abs(worst.by))} ${worst.by > 0 ? "more" : "fewer"} last longer than replicates.`,
  );
}
