/** Draws how well two models fit each data point: the deviance under one against that under the other. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { pointLabels } from "./parts/pointLabels.js";
import { dots, type Place } from "./parts/points.js";
import { listed, sentences } from "./parts/sentences.js";
import { segment } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { crowd, rule, second } from "./parts/theme.js";

/** One data point, such as the arm of a study. */
export interface ComparedDeviance {
  readonly label: string;
  /** Posterior mean residual deviance under the model across, and under the model up. */
  readonly across: number;
  readonly up: number;
}

/** Options of {@link devianceComparisonPlot}. */
export interface DevianceComparisonOptions {
  readonly title: string;
  /** Names of the models, such as ["consistency", "unrelated mean effects"]. */
  readonly models: readonly [across: string, up: string];
  /** Points whose deviances differ by this much at least are named; 0.5 unless told. */
  readonly far?: number;
  /** Pixels. */
  readonly width?: number;
}

/**
 * A dev-dev plot (Dias and others 2013, NICE DSU TSD 4). Points below the diagonal fit better under the model up; such points of a
 * consistency model across and an inconsistency model up are where evidence disagrees. Two models that fit alike put all points on the diagonal.
 *
 * @example
 * devianceComparisonPlot([{ label: "study 7: B", across: 3.1, up: 1.2 }], { title: "Fit", models: ["consistency", "unrelated mean effects"] });
 */
export function devianceComparisonPlot(points: readonly ComparedDeviance[], options: DevianceComparisonOptions): Chart {
  const { width = 600, models, far = 0.5 } = options;
  const finite = points.filter(({ across, up }) => Number.isFinite(across) && Number.isFinite(up));
  const apart = finite
    .filter(({ across, up }) => Math.abs(across - up) >= far)
    .sort((a, b) => Math.abs(b.across - b.up) - Math.abs(a.across - a.up));
  const most = finite.reduce((top, { across, up }) => Math.max(top, across, up), 0) || 1;
  const least = finite.reduce((low, { across, up }) => Math.min(low, across, up), 0);
  const domain = [least, most] as const;
  const key = legend(
    [
      { label: "data point", colour: crowd, marker: 0, noLine: true },
      { label: `deviances ${formatFixed(far, 1)} or more apart`, colour: second, marker: 0, noLine: true },
      { label: "fits alike", colour: rule, dash: "4 3" },
    ],
    { left: 0, right: width, top: 0 },
  );
  const height = key.height + Math.min(width, 560);
  const totals = totalsOf(finite);
  const titleOf = (k: 0 | 1): string => `residual deviance, ${models[k]}: ${formatFixed(totals[k], 1)} in all`;
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain, padding: 0.04, title: titleOf(0) },
    y: { domain, padding: 0.04, title: titleOf(1), ticks: 6 },
  });
  const at = ({ across, up }: ComparedDeviance): Place => [plot.x(across), plot.y(up)];
  const [from, to] = plot.x.domain();
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(finite, points.length, apart, models, far),
    table: {
      columns: ["data point", models[0], models[1]],
      rows: points.map(({ label, across, up }) => [label, across, up]),
    },
    marks: [
      key.marks,
      plot.marks,
      segment(plot.x(from), plot.y(from), plot.x(to), plot.y(to), { stroke: rule, dash: "4 3", width: 1.25 }),
      dots(finite.filter((point) => !apart.includes(point)).map(at), { fill: crowd, size: 7 }),
      dots(apart.map(at), { fill: second, size: 8 }),
      pointLabels(
        apart.slice(0, 20).map((point) => ({ text: point.label, at: at(point) })),
        { left: plot.left, right: width, top: plot.top, bottom: plot.bottom, points: finite.map(at) },
      ),
    ],
  });
}

function totalsOf(points: readonly ComparedDeviance[]): readonly [number, number] {
  return points.reduce<readonly [number, number]>(([a, b], { across, up }) => [a + across, b + up], [0, 0]);
}

function describe(
  finite: readonly ComparedDeviance[],
  all: number,
  apart: readonly ComparedDeviance[],
  models: readonly [string, string],
  far: number,
): string {
  const totals = totalsOf(finite);
  const named = apart
    .slice(0, 5)
    .map(({ label, across, up }) => `${shortName(label)} (${formatFixed(across, 1)} and ${formatFixed(up, 1)})`);
  return sentences(
    `Mean residual deviance of ${count(all, "data point")} under two models: ${formatFixed(totals[0], 1)} in all under ${shortName(models[0])}, ${formatFixed(totals[1], 1)} under ${shortName(models[1])}.`,
    finite.length < all && `${all - finite.length} without a deviance are not drawn.`,
    apart.length === 0
      ? `No two deviances lie ${formatFixed(far, 1)} or more apart.`
      : `${apart.length} ${apart.length === 1 ? "lies" : "lie"} ${formatFixed(far, 1)} or more apart: ${listed(named)}${apart.length > 5 ? " and more in the table" : ""}.`,
  );
}
