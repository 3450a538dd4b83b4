/** Draws a response against its replicates in the figure that suits its kind. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { stream } from "../../engine/random/stream.js";
import { discreteness } from "../ppc/discreteness.js";
import { pit } from "../ppc/pit.js";
import type { Chart } from "./Chart.js";
import { calibrationPlot } from "./calibrationPlot.js";
import { count, formatPercent } from "./parts/formatNumber.js";
import { kaplanMeierPlot } from "./kaplanMeierPlot.js";
import { pitEcdfPlot } from "./pitEcdfPlot.js";
import { ppcBarsPlot } from "./ppcBarsPlot.js";
import { ppcDensityPlot } from "./ppcDensityPlot.js";
import { ppcIntervalPlot } from "./ppcIntervalPlot.js";
import { ppcRootogramPlot } from "./ppcRootogramPlot.js";
import { mostCurves, singleReplicates } from "./parts/replicateCurves.js";
import { replicateOf } from "./parts/replicateOf.js";
import { escapeText } from "./parts/escape.js";

/** Options of {@link ppcPlot}. */
export interface PpcOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Seed of the randomisation of PIT values. */
  readonly seed?: string;
  /** The replicates come from the prior: what is judged is whether it allows such data, not how well the model fits. */
  readonly prior?: boolean;
  /** Pixels. */
  readonly width?: number;
}

/** A figure, and why it was chosen. */
interface Choice {
  readonly why: string;
  draw(): Chart;
}

/** With fewer observations a density shows little but its bandwidth. */
const fewObservations = 15;

/**
 * A posterior predictive check by the kind of the outcome (Säilynoja, Johnson, Martin and Vehtari 2025, Recommendations for visual
 * predictive checks in Bayesian workflow): survival curves where times are censored, calibration for binary responses, bars for categories, a
 * rootogram for counts, densities for continuous ones; where those would mislead, since there are ties or few observations, PIT
 * values or intervals. The description begins with the reason. Replicates of the prior make it a prior predictive check.
 *
 * @example ppcPlot(replicates, { title: "Posterior predictive check" });
 */
export function ppcPlot(replicates: Replicates, options: PpcOptions): Chart {
  const { why, draw } = choose(replicates, options);
  const chart = draw();
  const description = `${options.prior ? "Replicates are drawn from the prior, before any data. " : ""}${why} ${chart.description}`;
  return {
    ...chart,
    description,
    svg: chart.svg.replace(
      `<desc>${escapeText(chart.description)}</desc>`,
      () => `<desc>${escapeText(description)}</desc>`,
    ),
  };
}

function choose(replicates: Replicates, options: PpcOptions): Choice {
  const { outcome, observed, censored, expected, trials } = replicates;
  if (censored !== undefined && censored.some((code) => code !== 0)) {
    return { why: "Survival curves, since times are censored.", draw: () => kaplanMeierPlot(replicates, options) };
  }
  const ties = discreteness(observed);
  const known = observed.filter(Number.isFinite).length;
  switch (outcome) {
    case "binary":
      return expected !== undefined && new Set(expected).size > 2
        ? {
            why: "A calibration plot, since totals of a binary response agree with almost any model.",
            draw: () => calibrationPlot(replicates, options),
          }
        : {
            why: "Bars, since there are two categories and few different predictions.",
            draw: () => ppcBarsPlot(replicates, bars(options)),
          };
    case "ordinal":
    case "nominal":
      return { why: "Bars, since the response is a category.", draw: () => ppcBarsPlot(replicates, bars(options)) };
    case "count":
      return {
        why: "A rootogram, since the response is a count and a density would smooth over its steps.",
        draw: () => ppcRootogramPlot(replicates, options),
      };
    case "bounded":
      return trials === undefined || trials.every((n) => n === trials[0])
        ? {
            why: "A rootogram, since the response counts successes of equally many trials.",
            draw: () => ppcRootogramPlot(replicates, options),
          }
        : pitChoice(
            "PIT values, since counts of different numbers of trials cannot be put on one axis.",
            replicates,
            options,
          );
    default:
      if (known < fewObservations) {
        return {
          why: `An interval for each observation, since ${count(known, "observation")} ${known === 1 ? "makes" : "make"} no density.`,
          draw: () => ppcIntervalPlot(replicates, options),
        };
      }
      return ties.misleads
        ? pitChoice(
            `PIT values, since a density misleads: there are ${count(ties.distinct, "distinct value")}, and ${formatPercent(ties.modeShare)} of the observations share one.`,
            replicates,
            options,
          )
        : { why: "Densities, since the response is continuous.", draw: () => ppcDensityPlot(replicates, options) };
  }
}

/** The axis of bars shows frequencies, not the response. */
function bars({ title, width }: PpcOptions): { readonly title: string; readonly width?: number } {
  return { title, ...(width === undefined ? {} : { width }) };
}

function pitChoice(why: string, replicates: Replicates, options: PpcOptions): Choice {
  const { title, width, seed = "1" } = options;
  return {
    why,
    draw: () =>
      pitEcdfPlot(pit(replicates, stream(seed, "pit", replicates.name)), {
        title,
        ...(width === undefined ? {} : { width }),
        replicated: replicatedPit(replicates, seed),
      }),
  };
}

/** Comparisons of responses with replicates beyond which single replicates are not compared with the others. */
const mostComparisons = 5e7;

/** What PIT values would be if a replicate were the observation: known to the end, also where the response is censored. */
function replicatedPit(
  replicates: Replicates,
  seed: string,
): readonly { readonly draw: number; readonly pit: Float64Array }[] {
  const { observed, draws } = replicates;
  if (mostCurves * observed.length * draws.length > mostComparisons) return [];
  const censored = new Int32Array(observed.length);
  return singleReplicates(replicates).map((row) => ({
    draw: draws[row],
    pit: pit(
      { ...replicates, censored, observed: replicateOf(replicates, row) },
      stream(seed, "pit", replicates.name, String(row)),
    ),
  }));
}
