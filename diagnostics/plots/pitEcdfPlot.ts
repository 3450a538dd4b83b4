/** Draws whether probability integral transforms are uniform. */
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { ecdfPanel } from "./parts/ecdfPanel.js";
import { legend } from "./parts/legend.js";
import { sentences } from "./parts/sentences.js";
import { accent, crowd, fullWidth, paleAccent, second } from "./parts/theme.js";
import { bandMiss, leavesBand, uniformEcdf, type UniformEcdf } from "./parts/uniformEcdf.js";

/** Options of {@link pitEcdfPlot}. */
export interface PitEcdfOptions {
  readonly title: string;
  /** Whether each observation was left out when it was predicted; this changes the words only. */
  readonly leftOut?: boolean;
  /** PIT values of replicates in place of the observations, each a thin line with the number of its draw. */
  readonly replicated?: readonly { readonly draw: number; readonly pit: ArrayLike<number> }[];
  /** Pixels. */
  readonly width?: number;
}

/**
 * The difference between the cumulative distribution of PIT values and the uniform one, with a band that uniform values leave anywhere
 * with a probability of 5% (Säilynoja, Bürkner and Vehtari 2022, Statistics and Computing 32:32). PIT values of observations that were
 * also fitted tend to crowd the middle; those with each observation left out do not.
 *
 * @param pit one number between 0 and 1 for each observation; `looPit`, or {@link pit} of replicates
 * @example pitEcdfPlot(looPit, { title: "LOO-PIT", leftOut: true });
 */
export function pitEcdfPlot(pit: ArrayLike<number>, options: PitEcdfOptions): Chart {
  const { width = fullWidth, leftOut = false, replicated = [] } = options;
  const height = width < 500 ? 260 : 290;
  const ecdf = uniformEcdf(pit);
  const key = legend(
    [
      { label: "observed minus uniform", colour: accent },
      {
        label: `${formatPercent(1 - bandMiss)} band, all points together`,
        colour: paleAccent,
        fill: paleAccent,
        noLine: true,
      },
      { label: "outside", colour: second, marker: 0, noLine: true },
      ...(replicated.length === 0 ? [] : [{ label: count(replicated.length, "replicate"), colour: crowd }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  return drawing({
    width,
    height,
    title: options.title,
    description: describe(ecdf, leftOut),
    table: {
      columns: ["PIT", "difference", "band low", "band high"],
      rows: ecdf.at.map((at, i) => [at, ecdf.difference[i], ecdf.low[i], ecdf.high[i]]),
    },
    marks: [
      key.marks,
      ecdfPanel(ecdf, {
        y0: key.height,
        width,
        height: height - key.height,
        xTitle: leftOut ? "LOO-PIT" : "PIT",
        yTitle: "difference of cumulative shares",
        others: replicated.map(({ draw, pit: values }) => ({ draw, difference: differencesAt(values, ecdf.at) })),
      }),
    ],
    ...(replicated.length === 0 ? {} : { panels: [{ kind: "curves", draws: replicated.map(({ draw }) => draw) }] }),
  });
}

/** Share of the values up to each place, less the place. */
function differencesAt(values: ArrayLike<number>, at: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  let below = 0;
  return at.map((place) => {
    while (below < sorted.length && sorted[below] <= place) below++;
    return sorted.length === 0 ? NaN : below / sorted.length - place;
  });
}

function describe(ecdf: UniformEcdf, leftOut: boolean): string {
  const name = leftOut ? "LOO-PIT value" : "PIT value";
  if (ecdf.size === 0) return `There are no ${name}s.`;
  return sentences(
    `Cumulative distribution of ${count(ecdf.size, name)} against the uniform one.`,
    leavesBand(ecdf)
      ? `It leaves the band that uniform values stay in with 95% probability (p ${pText(ecdf.pValue)}): ${meaning(ecdf)}.`
      : `It stays in the band that uniform values stay in with 95% probability (p ${pText(ecdf.pValue)}): the predictions are calibrated as far as ${count(ecdf.size, "observation")} can tell.`,
    !leftOut && "Observations were also fitted, so that PIT values crowd the middle somewhat.",
  );
}

/** What a shift and a spread of the values say about predictions. */
function meaning({ shift, spread }: UniformEcdf): string {
  const found = [
    shift > 2 && "observations lie higher than predicted",
    shift < -2 && "observations lie lower than predicted",
    spread > 2 && "they lie farther out than predicted, so that predictions are too narrow",
    spread < -2 && "they lie closer to the middle than predicted, so that predictions are too wide",
  ].filter((words) => words !== false);
  return found.length === 0 ? "the shape of predictions is off" : found.join(", and ");
}

function pText(p: number): string {
  return p < 0.0001 ? "<0.0001" : formatNumber(p, 2);
}
