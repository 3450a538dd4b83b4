/** Draws how much each variable would change with a little more or less weight of the prior, and of the likelihood. */
import type { Chart } from "./Chart.js";
import { bottomAxis, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import { lettering, marker, segment } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, alarm, faint, fontSize, fullWidth, ink, second, smallSize } from "./parts/theme.js";

/** Sensitivities of one variable to power-scaling; NaN where it cannot be computed. */
export interface SensitivityPoint {
  readonly variable: string;
  readonly prior: number;
  readonly likelihood: number;
  /** What the two say together. */
  readonly diagnosis?: string;
}

/** Options of {@link sensitivityPlot}. */
export interface SensitivityPlotOptions {
  readonly title: string;
  /** Sensitivity from which it is worth a look; 0.05 unless told. */
  readonly threshold?: number;
  /** Pixels. */
  readonly width?: number;
}

const rowHeight = 24;
const largestLabel = 260;

/**
 * Power-scaling sensitivity (Kallioinen, Paananen, Bürkner & Vehtari 2024) of each variable to the prior (circle) and to the likelihood
 * (square), against the threshold above which a change of weight is felt. Rows in the order given.
 */
export function sensitivityPlot(points: readonly SensitivityPoint[], options: SensitivityPlotOptions): Chart {
  const { width = fullWidth, threshold = 0.05 } = options;
  const labels = Math.min(
    largestLabel,
    width * 0.36,
    points.reduce((most, { variable }) => Math.max(most, textWidth(variable, fontSize)), 40) + 2,
  );
  const key = legend(
    [
      { label: "to the prior", colour: accent, marker: 0, noLine: true },
      { label: "to the likelihood", colour: second, marker: 1, noLine: true },
      { label: `felt: ${formatNumber(threshold)}`, colour: ink, dash: "4 3" },
    ],
    { left: 0, right: width, top: 0 },
  );
  const top = key.height + 8;
  const bottom = top + Math.max(1, points.length) * rowHeight + 4;
  const highest = points.reduce(
    (most, { prior, likelihood }) => Math.max(most, prior || 0, likelihood || 0),
    2 * threshold,
  );
  const x = linearScale([0, Number.isFinite(highest) ? highest : 1], [labels + 16, width - 14], 0.02);

  return drawing({
    width,
    height: bottom + 44,
    title: options.title,
    description: describe(points, threshold),
    table: {
      columns: ["variable", "prior sensitivity", "likelihood sensitivity", "diagnosis"],
      rows: points.map(({ variable, prior, likelihood, diagnosis }) => [variable, prior, likelihood, diagnosis ?? ""]),
    },
    marks: [
      key.marks,
      bottomAxis(x, bottom, { top, count: 5, title: "sensitivity to power-scaling" }),
      segment(x(threshold), top - 4, x(threshold), bottom, { stroke: ink, dash: "4 3", width: 1.25 }),
      points.map((point, i) => row(point, top + (i + 0.5) * rowHeight, x, labels)),
    ],
  });
}

function row({ variable, prior, likelihood }: SensitivityPoint, y: number, x: Scale, labels: number): Markup {
  const label = truncate(variable, labels, fontSize);
  const known = Number.isFinite(prior) || Number.isFinite(likelihood);
  return fragment(
    lettering(labels, y, label, { anchor: "end", ...(label === variable ? {} : { full: variable }) }),
    segment(x(prior), y, x(likelihood), y, { stroke: faint, width: 3 }),
    known
      ? null
      : lettering((x.range()[0] + x.range()[1]) / 2, y, "no value", { anchor: "middle", size: smallSize, fill: alarm }),
    marker(1, x(likelihood), y, second, 56),
    marker(0, x(prior), y, accent, 56),
  );
}

function describe(points: readonly SensitivityPoint[], threshold: number): string {
  if (points.length === 0) return "Sensitivities of no variable.";
  const namesOf = (holds: (point: SensitivityPoint) => boolean): string => {
    const names = points.filter(holds).map((point) => shortName(point.variable));
    return names.length > 6 ? `${names.slice(0, 6).join(", ")} and ${names.length - 6} more` : names.join(", ");
  };
  const strong = (value: number): boolean => value >= threshold;
  const [prior, silent] = [
    namesOf((point) => strong(point.prior)),
    namesOf((point) => strong(point.prior) && point.likelihood < threshold),
  ];
  const worst = points.reduce((a, b) => ((b.prior || 0) > (a.prior || 0) ? b : a));
  return [
    `Sensitivity of ${count(points.length, "variable")} to the weight of prior and likelihood; from ${formatNumber(threshold)} on it is felt.`,
    prior === "" ? "No variable is sensitive to the prior." : `Sensitive to the prior: ${prior}.`,
    silent === "" ? "" : `Of these not to the likelihood, so that the prior decides: ${silent}.`,
    Number.isFinite(worst.prior)
      ? `Largest to the prior: ${shortName(worst.variable)}, ${formatFixed(worst.prior, 2)}.`
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
