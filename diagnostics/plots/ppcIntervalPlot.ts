/** Draws each observation against the interval that the model predicts for it. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { Chart } from "./Chart.js";
import { extentOf } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { element, raw, type Markup } from "./parts/markup.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { crosses, dots, polylines, type Place } from "./parts/points.js";
import { curvesPanel, replicateTicks, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf, replicatesAt } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { accent, crowd, fullWidth, ink, second } from "./parts/theme.js";

/** Options of {@link ppcIntervalPlot}. */
export interface PpcIntervalOptions {
  readonly title: string;
  /** What the observations are ordered by: their number, or the predicted median (the default). */
  readonly by?: "observation" | "predicted";
  /** What an observation is called, for the table and the words; its number where it is left out. */
  readonly labels?: readonly string[];
  /** Most intervals drawn, 150 by default; of more an even selection, and the observations outside. */
  readonly most?: number;
  /** Pixels. */
  readonly width?: number;
}

interface Predicted {
  readonly index: number;
  readonly observed: number;
  /** 2.5%, 25%, 50%, 75% and 97.5% of the replicates. */
  readonly q: readonly number[];
}

/** Observations of which single replicates are marked too. */
const mostLinked = 20;

/**
 * A predictive 95% and 50% interval for each observation, and the observation as a point: a cross where it lies outside. The words say
 * how many of the observations the intervals hold.
 *
 * @example ppcIntervalPlot(replicates, { title: "Eight schools", labels: schools });
 */
export function ppcIntervalPlot(replicates: Replicates, options: PpcIntervalOptions): Chart {
  const { width = fullWidth, by = "predicted", most = 150 } = options;
  const height = width < 500 ? 270 : 320;
  const all = Array.from(replicates.observed, (observed, index): Predicted => {
    const sorted = replicatesAt(replicates, index);
    return { index, observed, q: [0.025, 0.25, 0.5, 0.75, 0.975].map((p) => quantileOfSorted(sorted, p)) };
  }).filter(({ observed, q }) => Number.isFinite(observed) && q.every(Number.isFinite));
  const sorted = by === "observation" ? all : [...all].sort((a, b) => a.q[2] - b.q[2] || a.observed - b.observed);
  const shown = choose(sorted, width < 500 ? Math.min(most, 70) : most);
  const key = legend(
    [
      { label: "95% of replicates", colour: crowd },
      { label: "50%", colour: accent },
      { label: "observed", colour: ink, marker: 0, noLine: true },
      { label: "observed, outside 95%", colour: second, cross: true, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: {
      domain: [0.5, Math.max(sorted.length, 1) + 0.5],
      title: by === "observation" ? "observation" : "observations by predicted median",
    },
    y: {
      domain: extentOf(shown.flatMap(({ place }) => [sorted[place].observed, sorted[place].q[0], sorted[place].q[4]])),
      padding: 0.03,
      title: replicates.name,
    },
  });
  // Of few observations; the lines of many would be a tangle.
  const single = shown.length <= mostLinked ? singleReplicates(replicates) : [];
  const step = (plot.right - plot.left) / Math.max(shown.length, 1);
  const line = (a: number, b: number): string =>
    polylines(
      shown.map(({ place }): readonly Place[] => [
        [plot.x(place + 1), plot.y(sorted[place].q[a])],
        [plot.x(place + 1), plot.y(sorted[place].q[b])],
      ]),
    );
  const points = (outside: boolean): readonly Place[] =>
    shown
      .filter(({ place }) => isOutside(sorted[place]) === outside)
      .map(({ place }) => [plot.x(place + 1), plot.y(sorted[place].observed)]);
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(replicates, all, shown.length, options.labels),
    table: {
      columns: ["observation", "observed", "2.5%", "25%", "50%", "75%", "97.5%"],
      rows: shown.map(({ place }) => {
        const { index, observed, q } = sorted[place];
        return [options.labels?.[index] ?? String(index + 1), observed, ...q];
      }),
    },
    marks: [
      key.marks,
      plot.marks,
      replicateTicks(replicates, single, (row) => {
        const values = replicateOf(replicates, row);
        return shown.map(({ place }): Place => [plot.x(place + 1), plot.y(values[sorted[place].index])]);
      }),
      strokes(line(0, 4), crowd, Math.min(2, Math.max(0.75, 0.3 * step))),
      strokes(line(1, 3), accent, Math.min(5, Math.max(1.25, 0.55 * step))),
      dots(points(false), { fill: ink, size: shown.length > 100 ? 3.5 : 5 }),
      crosses(points(true), { stroke: second, width: 2 }),
    ],
    ...(single.length === 0 ? {} : { panels: [curvesPanel(replicates, single)] }),
  });
}

function strokes(d: string, stroke: string, width: number): Markup {
  return d === "" ? raw("") : element("path", { d, stroke, "stroke-width": width, fill: "none" });
}

function isOutside({ observed, q }: Predicted): boolean {
  return observed < q[0] || observed > q[4];
}

/** Places in the order that are drawn: evenly spread, and of those outside no more than a fifth, the farthest first, so that the picture does not look worse than it is. */
function choose(sorted: readonly Predicted[], most: number): readonly { readonly place: number }[] {
  if (sorted.length <= most) return sorted.map((_, place) => ({ place }));
  const off = ({ observed, q }: Predicted): number => Math.abs(observed - q[2]) / Math.max(q[4] - q[0], 1e-300);
  const outside = sorted
    .map((row, place) => ({ place, row }))
    .filter(({ row }) => isOutside(row))
    .sort((a, b) => off(b.row) - off(a.row))
    .slice(0, Math.floor(most / 5));
  const places = new Set(outside.map(({ place }) => place));
  for (const place of pickEvenly(sorted.length, most - places.size)) places.add(place);
  return [...places].sort((a, b) => a - b).map((place) => ({ place }));
}

function describe(
  { name, draws }: Replicates,
  all: readonly Predicted[],
  shown: number,
  labels: readonly string[] | undefined,
): string {
  if (all.length === 0) return `There are no observed values of ${brief(name)} with replicates.`;
  const within = (a: number, b: number): number =>
    all.filter(({ observed, q }) => observed >= q[a] && observed <= q[b]).length;
  const outside = all
    .filter(isOutside)
    .sort(
      (a, b) =>
        Math.abs(b.observed - b.q[2]) / Math.max(b.q[4] - b.q[0], 1e-300) -
        Math.abs(a.observed - a.q[2]) / Math.max(a.q[4] - a.q[0], 1e-300),
    );
  return sentences(
    `Predictive intervals of ${count(all.length, "observation")} of ${brief(name)} from ${count(draws.length, "replicate")}.`,
    `The 95% intervals hold ${within(0, 4)} (${formatPercent(within(0, 4) / all.length)}), the 50% intervals ${within(1, 3)} (${formatPercent(within(1, 3) / all.length)}).`,
    outside.length > 0 &&
      `Farthest outside: ${outside
        .slice(0, 3)
        .map(
          ({ index, observed, q }) =>
            `${labels === undefined ? `observation ${index + 1}` : brief(labels[index] ?? String(index + 1))} (${formatNumber(observed)}, interval ${formatNumber(q[0])} to ${formatNumber(q[4])})`,
        )
        .join("; ")}.`,
    shown < all.length && `Drawn are ${shown} of them: an even selection and those farthest outside.`,
  );
}
