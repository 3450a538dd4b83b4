/** Draws how well each part of a distribution is known: effective sample sizes of its quantiles or of its small intervals. */
import { essQuantileOf } from "../essQuantile.js";
import { essLocalOf } from "../essLocal.js";
import { mcseQuantileOf } from "../mcseQuantile.js";
import { sampleOf, type Sample } from "../sample.js";
import { describeReason } from "../statistic.js";
import { essPerChain } from "../limits.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, leftAxis, leftAxisWidth, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { coordinate } from "./parts/markup.js";
import { dots } from "./parts/points.js";
import { area, lettering, openPath, segment } from "./parts/shapes.js";
import { accent, fullWidth, muted, second } from "./parts/theme.js";

/** Options of {@link essQuantilePlot}, {@link essLocalPlot} and {@link mcseQuantilePlot}. */
export interface EssQuantileOptions {
  readonly title: string;
  /** The line of enough; 100 a chain unless told. */
  readonly enough?: number;
  /** Into how many equal parts the distribution is cut; 20 unless told. */
  readonly parts?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A figure of the quantile, or of the interval of probabilities. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/**
 * Effective sample sizes of the 5%, 10%, …, 95% quantiles (Vehtari et al. 2021, figure 4) against the size that is enough.
 *
 * @param chains the draws of one variable, by chain, of equal lengths
 * @throws RangeError if the chains are not of one length.
 */
export function essQuantilePlot(chains: readonly Float64Array[], options: EssQuantileOptions): Chart {
  const sample = sampleOf(chains);
  const parts = quantiles(options.parts ?? 20).map((p) => ({ from: p, to: p, value: essQuantileOf(sample, p).value }));
  return essChart(sample, parts, options, {
    what: "the quantiles",
    columns: ["quantile", "ESS"],
    axis: "quantile",
    partName: ({ from }) => `${formatPercent(from)} quantile`,
  });
}

/**
 * Effective sample sizes of small intervals between neighbouring quantiles (Vehtari et al. 2021, figure 3): where they fall, chains get
 * stuck or seldom arrive.
 *
 * @param chains the draws of one variable, by chain, of equal lengths
 * @throws RangeError if the chains are not of one length.
 */
export function essLocalPlot(chains: readonly Float64Array[], options: EssQuantileOptions): Chart {
  const sample = sampleOf(chains);
  const n = options.parts ?? 20;
  const parts = Array.from({ length: n }, (_, i) => {
    const [from, to] = [i / n, (i + 1) / n];
    return { from, to, value: essLocalOf(sample, from, to).value };
  });
  return essChart(sample, parts, options, {
    what: "small intervals",
    columns: ["from quantile", "to quantile", "ESS"],
    axis: "quantile",
    partName: ({ from, to }) => `interval from the ${formatPercent(from)} to the ${formatPercent(to)} quantile`,
  });
}

/**
 * Monte Carlo standard errors of the quantiles, in units of the variable: how far each limit of an interval is from being known.
 *
 * @param chains the draws of one variable, by chain, of equal lengths
 * @throws RangeError if the chains are not of one length.
 */
export function mcseQuantilePlot(chains: readonly Float64Array[], options: EssQuantileOptions): Chart {
  const sample = sampleOf(chains);
  const parts = quantiles(options.parts ?? 20).map((p) => ({ from: p, to: p, value: mcseQuantileOf(sample, p).value }));
  const known = parts.filter(({ value }) => Number.isFinite(value));
  const worst = known.reduce<Part | undefined>((a, b) => (a === undefined || b.value > a.value ? b : a), undefined);
  const median = mcseQuantileOf(sample, 0.5).value;
  const description =
    worst === undefined
      ? nothing(sample)
      : `Monte Carlo standard error of ${count(known.length, "quantile")}: ${formatNumber(median, 2)} for the median, largest for the ${formatPercent(worst.from)} quantile with ${formatNumber(worst.value, 2)}.`;
  return barsOf(sample, parts, options, { description, columns: ["quantile", "MCSE"], axis: "quantile" });
}

interface EssWords {
  readonly what: string;
  readonly columns: readonly string[];
  readonly axis: string;
  readonly partName: (part: Part) => string;
}

function essChart(sample: Sample, parts: readonly Part[], options: EssQuantileOptions, words: EssWords): Chart {
  const enough = options.enough ?? essPerChain * sample.chains.length;
  const known = parts.filter(({ value }) => Number.isFinite(value));
  const few = known.filter(({ value }) => value < enough);
  const worst = known.reduce<Part | undefined>((a, b) => (a === undefined || b.value < a.value ? b : a), undefined);
  const description =
    worst === undefined
      ? nothing(sample)
      : [
          `Effective sample size of ${words.what}, smallest for the ${words.partName(worst)} with ${formatNumber(Math.floor(worst.value))}.`,
          few.length === 0
            ? `All are above ${formatNumber(enough)}.`
            : `${few.length} of ${known.length} are below ${formatNumber(enough)}.`,
          known.length < parts.length ? `${count(parts.length - known.length, "part")} without a value.` : "",
        ]
          .filter((sentence) => sentence !== "")
          .join(" ");
  return barsOf(sample, parts, options, { description, columns: words.columns, axis: words.axis, enough });
}

interface BarWords {
  readonly description: string;
  readonly columns: readonly string[];
  readonly axis: string;
  readonly enough?: number;
}

/** Stems with a dot for quantiles, bars for intervals. */
function barsOf(sample: Sample, parts: readonly Part[], options: EssQuantileOptions, words: BarWords): Chart {
  const { width = fullWidth, height = 190, title } = options;
  const known = parts.filter(({ value }) => Number.isFinite(value));
  const highest = known.reduce((most, { value }) => Math.max(most, value), (words.enough ?? 0) * 1.15);
  const key = legend(
    words.enough === undefined ? [] : [{ label: `enough: ${formatNumber(words.enough)}`, colour: second, dash: "5 3" }],
    { left: 0, right: width, top: 0 },
  );
  const [top, bottom] = [key.height + 10, height - 40];
  const y = linearScale([0, highest > 0 ? highest : 1], [bottom, top]);
  const left = leftAxisWidth(y);
  const right = width - 12;
  const x = linearScale([0, 1], [left, right]);
  return drawing({
    width,
    height,
    title,
    description: words.description,
    table: {
      columns: words.columns,
      rows: parts.map(({ from, to, value }) => (words.columns.length === 2 ? [from, value] : [from, to, value])),
    },
    marks: [
      key.marks,
      leftAxis(y, left, { right }),
      bottomAxis(x, bottom, { count: 5, title: words.axis }),
      area(
        known
          .filter(isInterval)
          .map((part) => strokeOf(part, x, y))
          .join(""),
        accent,
      ),
      openPath(
        known
          .filter((part) => !isInterval(part))
          .map((part) => strokeOf(part, x, y))
          .join(""),
        {
          stroke: accent,
          width: 2,
        },
      ),
      dots(
        known.filter((part) => !isInterval(part)).map(({ from, value }) => [x(from), y(value)]),
        { fill: accent, size: 6 },
      ),
      words.enough === undefined
        ? null
        : segment(left, y(words.enough), right, y(words.enough), { stroke: second, dash: "5 3", width: 1.5 }),
      known.length > 0
        ? null
        : lettering(
            (left + right) / 2,
            (top + bottom) / 2,
            sample.reason ? describeReason(sample.reason) : "no value",
            {
              anchor: "middle",
              fill: muted,
            },
          ),
    ],
  });
}

function isInterval({ from, to }: Part): boolean {
  return from !== to;
}

function strokeOf({ from, to, value }: Part, x: Scale, y: Scale): string {
  const [base, high] = [coordinate(y(0)), coordinate(y(value))];
  if (from === to) return `M${coordinate(x(from))} ${base}V${high}`;
  return `M${coordinate(x(from) + 1.5)} ${base}V${high}H${coordinate(x(to) - 1.5)}V${base}z`;
}

function quantiles(parts: number): readonly number[] {
  return Array.from({ length: parts - 1 }, (_, i) => (i + 1) / parts);
}

function nothing({ reason }: Sample): string {
  return `There is nothing to draw: ${reason === undefined ? "the chains are too short" : describeReason(reason)}.`;
}
