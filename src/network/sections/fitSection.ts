/** Whether the model fits: residual deviance against data points, and where it does not. */
import { leveragePlot } from "../../../diagnostics/plots/index.js";
import { formatFixed } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section } from "../../../diagnostics/report/Section.js";
import type { TrustState } from "../../../diagnostics/report/TrustState.js";
import type { FitStatistics } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";
import { fixedCell } from "./cells.js";
import { listing } from "./listing.js";

/** Points that add more than this to DIC are named, as in the figure. */
const poor = 3;
const mostStudies = 20;

/** Total and pointwise fit. */
export function fitSection({ fit }: NetworkResult): Section {
  const worst = [...fit.studies].sort((a, b) => excess(b) - excess(a));
  const shown = worst.slice(0, mostStudies);
  return {
    id: "network-fit",
    title: "How well does the model fit?",
    state: fitState(fit),
    text: [fitText(fit), poorText(fit)],
    facts: [
      [
        "Residual deviance",
        `${formatFixed(fit.residual_deviance, 1)} on ${fit.data_points} data points (posterior mean)`,
      ],
      [
        "pD",
        `${formatFixed(fit.pD, 1)} effective parameters; ${formatFixed(fit.pD_predictor, 1)} at the mean of the linear predictor`,
      ],
      [
        "DIC",
        `${formatFixed(fit.DIC, 1)}, the sum of residual deviance and pD; lower is better between models of the same data`,
      ],
    ],
    figure: leveragePlot(
      fit.points.map(({ label, data_points, residual_deviance, leverage, signed_root }) => ({
        label,
        deviance: residual_deviance / data_points,
        leverage: leverage / data_points,
        sign: signed_root < 0 ? (-1 as const) : (1 as const),
      })),
      { title: "Every data point: how badly it fits, and how much it shapes the fit" },
    ),
    table: {
      name: "fit by study",
      caption: `${worst.length > shown.length ? `The ${shown.length} of ${worst.length} studies that fit worst` : "Studies, the worst fit first"}: residual deviance beyond their data points`,
      columns: [
        { title: "study" },
        { title: "data points", numeric: true },
        { title: "residual deviance", numeric: true },
        { title: "leverage", numeric: true },
      ],
      rows: shown.map(({ study, data_points, residual_deviance, leverage }): Cell[] => [
        study,
        data_points,
        fixedCell(residual_deviance, 2),
        fixedCell(leverage, 2),
      ]),
    },
  };
}

function excess({ residual_deviance, data_points }: FitStatistics["studies"][number]): number {
  return residual_deviance - data_points;
}

/**
 * How far the residual deviance lies above the number of data points, in standard deviations of a chi-squared law with as many degrees of
 * freedom: what a fitting model gives is near 0 (NICE DSU TSD 2, section 2.4, compares the two numbers).
 */
function distance({ residual_deviance, data_points }: FitStatistics): number {
  return (residual_deviance - data_points) / Math.sqrt(2 * data_points);
}

export function fitState(fit: FitStatistics): TrustState {
  return distance(fit) > 2 ? "caution" : "good";
}

/** Whether the model fits, in a sentence. */
export function fitText(fit: FitStatistics): string {
  const numbers = `the residual deviance is ${formatFixed(fit.residual_deviance, 1)} on ${fit.data_points} data points`;
  if (distance(fit) > 2) {
    return `The model does not fit all of the data well: ${numbers}, where about one for each is expected of a model that fits. Effects may differ more between studies than the model allows, or depend on what it leaves out.`;
  }
  return `The model fits the data: ${numbers}, where about one for each is expected of a model that fits.`;
}

function poorText({ points }: FitStatistics): string {
  const far = points
    .map((point) => ({ ...point, added: (point.residual_deviance + point.leverage) / point.data_points }))
    .filter(({ added }) => added > poor)
    .sort((a, b) => b.added - a.added);
  if (far.length === 0) return "No data point stands out.";
  const adds = far.length === 1 ? "The point that fits worst" : "The points that fit worst";
  return `${adds}, with more than ${poor} added to DIC: ${listing(far.map(({ label }) => label))}. Look there for errors of the data, or for what sets the study apart.`;
}
