/** Draws how often something happened against how probable the model held it. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { UserError } from "../../engine/core/UserError.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import { isotonicAt, sortPlaces, type SortedPlaces } from "../ppc/isotonic.js";
import type { Chart } from "./Chart.js";
import { bandBetween, curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { frame, type Frame } from "./parts/frame.js";
import { legend } from "./parts/legend.js";
import { element, type Markup } from "./parts/markup.js";
import { pickEvenly } from "./parts/pickEvenly.js";
import type { Place } from "./parts/points.js";
import { curvesPanel, replicateCurves, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf } from "./parts/replicateOf.js";
import { brief, sentences } from "./parts/sentences.js";
import { segment } from "./parts/shapes.js";
import { accent, crowd, fullWidth, paleAccent, rule } from "./parts/theme.js";

/** Options of {@link calibrationPlot}. */
export interface CalibrationOptions {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
}

/** Predictions for which the isotonic share is the same. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean prediction, observed share, and its range in 95% of replicates at the middle of the step. */
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Calibration of a binary response: the share of successes as a non-decreasing function of the predicted probability, fitted by pooling
 * adjacent violators, so that there are no bins to choose (Dimitriadis, Gneiting and Jordan 2021, PNAS 118, e2016191118). The band
 * holds, at each prediction, the middle 95% of the same curve for replicates, 50 of which are thin lines (`data-draw`); where the curve leaves it the probabilities are wrong by
 * more than chance. Short bars at the bottom and at the top show where predictions of failures and of successes lie.
 *
 * @throws UserError where the response is not binary or `expected` is missing
 * @example calibrationPlot(replicates, { title: "Attack or not" });
 */
export function calibrationPlot(replicates: Replicates, options: CalibrationOptions): Chart {
  const { expected, observed } = replicates;
  if (replicates.outcome !== "binary" || expected === undefined) {
    throw new UserError(
      replicates.outcome !== "binary"
        ? `a calibration plot needs a binary response, ${replicates.name} is ${replicates.outcome}: use ppcPlot`
        : `a calibration plot needs the expected probabilities of ${replicates.name}: hand them over as \`expected\``,
    );
  }
  const { width = fullWidth } = options;
  const height = Math.min(440, Math.max(300, 0.62 * width));
  const places = sortPlaces(expected.map((p, i) => (Number.isFinite(observed[i]) ? p : NaN)));
  const fit = isotonicAt(places, observed);
  const shown = pickEvenly(fit.x.length, 120);
  const band = bandAt(replicates, places, shown);
  const rows = singleReplicates(replicates);
  const key = legend(
    [
      { label: "observed share", colour: accent },
      { label: "95% of replicates", colour: paleAccent, fill: paleAccent, noLine: true },
      { label: "perfect calibration", colour: rule, dash: "5 4" },
    ],
    { left: 0, right: width, top: 0 },
  );
  const plot = frame({
    y0: key.height,
    width,
    height: height - key.height,
    x: { domain: [0, 1], title: `predicted probability of ${replicates.name}`, ticks: 5 },
    y: { domain: [0, 1], padding: 0.02, title: "observed share", ticks: 5 },
  });
  const at = (i: number, value: number): Place => [plot.x(fit.x[i]), plot.y(value)];
  const steps = stepsOf(fit, places, expected, shown, band);
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(replicates, steps, brierParts(fit, expected, observed)),
    table: {
      columns: ["predicted from", "to", "observations", "mean prediction", "observed share", "band 2.5%", "band 97.5%"],
      rows: steps.map((step) => [step.from, step.to, step.n, step.predicted, step.observed, step.low, step.high]),
    },
    marks: [
      key.marks,
      plot.marks,
      bandBetween(
        shown.map((i) => plot.x(fit.x[i])),
        band.map(({ low }) => plot.y(low)),
        band.map(({ high }) => plot.y(high)),
        paleAccent,
      ),
      replicateCurves(replicates, rows, (row) => {
        const values = replicateOf(replicates, row);
        if (places.order.some((i) => !Number.isFinite(values[i]))) return [];
        const { fitted } = isotonicAt(places, values);
        return shown.map((i) => at(i, fitted[i]));
      }),
      segment(plot.x(0), plot.y(0), plot.x(1), plot.y(1), { stroke: rule, dash: "5 4", width: 1.25 }),
      strips(expected, observed, plot),
      curve(
        Array.from(fit.x, (_, i) => at(i, fit.fitted[i])),
        { stroke: accent, width: 2.25 },
      ),
    ],
    panels: [curvesPanel(replicates, rows)],
  });
}

/** Where predictions lie: successes hang from the top, failures stand at the bottom. */
function strips(expected: Float64Array, observed: Float64Array, plot: Frame): Markup {
  const bins = 50;
  const table = [new Float64Array(bins), new Float64Array(bins)];
  expected.forEach((p, i) => {
    if (Number.isFinite(p) && (observed[i] === 0 || observed[i] === 1))
      table[observed[i]][Math.min(bins - 1, Math.floor(p * bins))]++;
  });
  const most = table.reduce((a, row) => row.reduce((b, n) => Math.max(b, n), a), 1);
  const tallest = 0.09 * (plot.bottom - plot.top);
  const step = (plot.x(1) - plot.x(0)) / bins;
  const d = table
    .flatMap((row, success) =>
      Array.from(row, (n, bin) => {
        if (n === 0) return "";
        const length = Math.max(1.5, (tallest * n) / most) * (success ? 1 : -1);
        return `M${tenth(plot.x(0) + (bin + 0.5) * step)} ${tenth(success ? plot.top : plot.bottom)}v${tenth(length)}`;
      }),
    )
    .join("");
  return d === ""
    ? element("g")
    : element("path", { d, stroke: crowd, "stroke-width": Math.max(1.5, 0.6 * step), fill: "none" });
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** The middle 95% of the isotonic curves of replicates at chosen places. */
function bandAt(replicates: Replicates, places: SortedPlaces, shown: readonly number[]): readonly Range[] {
  const curves = Array.from(replicates.draws, (_, k) => replicateOf(replicates, k))
    .filter((values) => places.order.every((i) => Number.isFinite(values[i])))
    .map((values) => isotonicAt(places, values).fitted);
  return shown.map((i) => {
    const sorted = Float64Array.from(curves, (fitted) => fitted[i]).sort();
    return { low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
  });
}

function stepsOf(
  { x, fitted, weight }: ReturnType<typeof isotonicAt>,
  { order, starts }: SortedPlaces,
  expected: Float64Array,
  shown: readonly number[],
  band: readonly Range[],
): readonly Step[] {
  const steps: Step[] = [];
  for (let from = 0; from < x.length;) {
    let to = from;
    let n = 0;
    let sum = 0;
    for (; to < x.length && fitted[to] === fitted[from]; to++) {
      n += weight[to];
      for (let i = starts[to]; i < starts[to + 1]; i++) sum += expected[order[i]];
    }
    const middle = (from + to - 1) / 2;
    const nearest = shown.reduce((a, i, k) => (Math.abs(i - middle) < Math.abs(shown[a] - middle) ? k : a), 0);
    steps.push({ from: x[from], to: x[to - 1], n, predicted: sum / n, observed: fitted[from], ...band[nearest] });
    from = to;
  }
  return steps;
}

interface BrierParts {
  readonly score: number;
  readonly miscalibration: number;
  readonly discrimination: number;
  readonly uncertainty: number;
}

/** The mean squared error of the probabilities, which is miscalibration − discrimination + uncertainty (Dimitriadis et al. 2021). */
function brierParts(
  { x, fitted }: ReturnType<typeof isotonicAt>,
  expected: Float64Array,
  observed: Float64Array,
): BrierParts {
  const places = new Map(Array.from(x, (value, i) => [value, fitted[i]]));
  const known = Array.from(observed.keys()).filter((i) => Number.isFinite(observed[i]) && Number.isFinite(expected[i]));
  const average = (f: (i: number) => number): number => known.reduce((sum, i) => sum + f(i), 0) / known.length;
  const square = (value: number): number => value * value;
  const base = average((i) => observed[i]);
  const score = average((i) => square(expected[i] - observed[i]));
  const recalibrated = average((i) => square(places.get(expected[i])! - observed[i]));
  const uncertainty = base * (1 - base);
  return {
    score,
    miscalibration: score - recalibrated,
    discrimination: uncertainty - recalibrated,
    uncertainty,
  };
}

function describe({ name, draws }: Replicates, steps: readonly Step[], parts: BrierParts): string {
  const total = steps.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return `There are no observed values of ${brief(name)} with a prediction.`;
  const outside = steps.filter(({ observed, low, high }) => observed < low || observed > high);
  const affected = outside.reduce((sum, { n }) => sum + n, 0);
  const worst = [...outside].sort(
    (a, b) => b.n * Math.abs(b.observed - b.predicted) - a.n * Math.abs(a.observed - a.predicted),
  )[0];
  const share = steps.reduce((sum, step) => sum + step.n * step.observed, 0) / total;
  const predicted = steps.reduce((sum, step) => sum + step.n * step.predicted, 0) / total;
  return sentences(
    `Calibration of ${count(total, "prediction")} of ${brief(name)}, by isotonic regression.`,
    `On average ${formatPercent(predicted)} were predicted and ${formatPercent(share)} observed.`,
    draws.length === 0
      ? "There are no replicates to show what chance does."
      : worst === undefined
        ? `The observed share lies within 95% of ${count(draws.length, "replicate")} everywhere.`
        : `For ${formatPercent(affected / total)} of the observations the observed share leaves 95% of ${count(draws.length, "replicate")}; most where the prediction is ${formatNumber(worst.from, 2)} to ${formatNumber(worst.to, 2)}: ${formatPercent(worst.observed)} observed, ${formatPercent(worst.predicted)} predicted.`,
    `Mean squared error (Brier score) ${formatFixed(parts.score, 3)}: miscalibration ${formatFixed(parts.miscalibration, 3)}, discrimination ${formatFixed(parts.discrimination, 3)} of ${formatFixed(parts.uncertainty, 3)}.`,
  );
}
