/** Draws which observations one model predicts better than another. */
import { UserError } from "../../engine/core/UserError.js";
import type { Chart } from "./Chart.js";
import { extentOf } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import { pointLabels } from "./parts/pointLabels.js";
import { dots, type Place } from "./parts/points.js";
import { brief, listed, sentences } from "./parts/sentences.js";
import { segment } from "./parts/shapes.js";
import { accent, fullWidth, rule, second } from "./parts/theme.js";

/** A model and its expected log predictive density of each observation, left out. */
export interface PointwiseElpd {
  readonly name: string;
  readonly elpd: ArrayLike<number>;
}

/** Options of {@link looInfluencePlot}. */
export interface LooInfluenceOptions {
  readonly title: string;
  /** What the observations are called; numbered where it is left out. */
  readonly labels?: readonly string[];
  /** Names drawn beside the largest differences, 6 by default. */
  readonly named?: number;
  /** Pixels. */
  readonly width?: number;
}

const largest = 300;
const mostOfRest = 1000;

/**
 * The difference in log predictive density of each observation between two models: above zero the first predicts it better. The words
 * say how much of the sum a few observations make up.
 *
 * @throws UserError where the models were not fitted to equally many observations
 * @example looInfluencePlot({ name: "with x", elpd: a }, { name: "without", elpd: b }, { title: "Where they differ" });
 */
export function looInfluencePlot(first: PointwiseElpd, other: PointwiseElpd, options: LooInfluenceOptions): Chart {
  if (first.elpd.length !== other.elpd.length) {
    throw new UserError(
      `models of different observations cannot be compared: ${first.name} has ${first.elpd.length}, ${other.name} ${other.elpd.length}`,
    );
  }
  const { width = fullWidth, labels, named = 6 } = options;
  const height = width < 500 ? 260 : 300;
  const difference = Array.from(first.elpd, (value, i) => value - other.elpd[i]);
  const nameOf = (i: number): string => labels?.[i] ?? `observation ${i + 1}`;
  const key = legend(
    [
      { label: `${first.name} better`, colour: accent, marker: 0, noLine: true },
      { label: `${other.name} better`, colour: second, marker: 0, noLine: true },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [0.5, Math.max(difference.length, 1) + 0.5], title: "observation" },
    y: { domain: extentOf([0, ...difference]), padding: 0.08, title: "difference in log predictive density" },
  });
  const numbers = Array.from(difference.keys()).filter((i) => Number.isFinite(difference[i]));
  const sorted = [...numbers].sort((a, b) => Math.abs(difference[b]) - Math.abs(difference[a]) || a - b);
  const place = (i: number): Place => [plot.x(i + 1), plot.y(difference[i])];
  // The largest in size, and an even selection of the rest.
  const rest = sorted.slice(largest).sort((a, b) => a - b);
  const shown = [...sorted.slice(0, largest), ...pickEvenly(rest.length, mostOfRest).map((k) => rest[k])];
  const style = { size: numbers.length > 400 ? 2.5 : 4.5, grid: 0.5 };
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(first.name, other.name, difference, sorted, nameOf),
    table: {
      columns: ["observation", first.name, other.name, "difference"],
      rows: sorted.slice(0, 500).map((i) => [nameOf(i), first.elpd[i], other.elpd[i], difference[i]]),
    },
    marks: [
      key.marks,
      plot.marks,
      segment(plot.left, plot.y(0), plot.right, plot.y(0), { stroke: rule, width: 1.25 }),
      dots(shown.filter((i) => difference[i] >= 0).map(place), { fill: accent, ...style }),
      dots(shown.filter((i) => difference[i] < 0).map(place), { fill: second, ...style }),
      pointLabels(
        // Names are for those that stand out.
        sorted
          .slice(0, named)
          .filter((i) => Math.abs(difference[i]) >= 0.2 * Math.abs(difference[sorted[0]]))
          .map((i) => ({ text: nameOf(i), at: place(i) })),
        plot,
      ),
    ],
  });
}

function describe(
  first: string,
  other: string,
  difference: readonly number[],
  sorted: readonly number[],
  nameOf: (i: number) => string,
): string {
  const n = sorted.length;
  if (n === 0) return "There are no observations that both models predict.";
  const sum = sorted.reduce((total, i) => total + difference[i], 0);
  const better = sorted.filter((i) => difference[i] > 0).length;
  const average = sum / n;
  const variance =
    sorted.reduce((total, i) => total + (difference[i] - average) * (difference[i] - average), 0) / (n - 1);
  const top = sorted.slice(0, 3);
  const share = sorted.reduce((total, i) => total + Math.abs(difference[i]), 0);
  const ofTop = top.reduce((total, i) => total + Math.abs(difference[i]), 0);
  return sentences(
    `${brief(first)} predicts ${better} of ${count(n, "observation")} better than ${brief(other)} (${formatPercent(better / n)}); in sum the difference is ${formatFixed(sum, 1)}${n > 1 ? ` (standard error ${formatFixed(Math.sqrt(n * variance), 1)})` : ""}.`,
    `Largest: ${listed(top.map((i) => `${brief(nameOf(i))} (${formatNumber(difference[i], 2)})`))}${share > 0 ? `, ${formatPercent(ofTop / share)} of all differences in size` : ""}.`,
    n > largest + mostOfRest && `Drawn are the ${largest} largest and ${mostOfRest} of the others.`,
    n > 500 && "The table holds the 500 largest.",
  );
}
