/** Draws how the ranks of each chain's draws stray from evenly spread ones, against the band in which chains that agree stay. */
import { splitChains } from "../splitChains.js";
import { describeReason } from "../statistic.js";
import { rankEcdfDifference, type EcdfDifference } from "../uniformity/ecdfDifference.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, leftAxis, leftAxisWidth, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { legend, type LegendEntry } from "./parts/legend.js";
import type { Markup } from "./parts/markup.js";
import { polylines, type Place } from "./parts/points.js";
import { area, lettering, openPath, segment } from "./parts/shapes.js";
import { band, chainColour, chainDash, fullWidth, muted, rule } from "./parts/theme.js";

/** Options of {@link rankEcdfPlot}. */
export interface RankEcdfOptions {
  readonly title: string;
  /** Compare halves of chains, which shows a trend that chains have in common; whole chains unless told. */
  readonly halves?: boolean;
  /** Probability of the band; 0.95 unless told. */
  readonly probability?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** More lines than this are not told apart in a key. */
const mostNamed = 12;

/**
 * The difference between the cumulative distribution of each chain's ranks among all draws and the even one, with the band that
 * contains all curves with a probability of 95% when chains agree (Säilynoja, Bürkner & Vehtari 2022). Draws are thinned to about
 * independent ones first, since the band is for these. A curve above the band to the left has too many small draws.
 *
 * @param chains the draws of one variable, by chain, of equal lengths
 * @throws RangeError if the chains are not of one length.
 */
export function rankEcdfPlot(chains: readonly Float64Array[], options: RankEcdfOptions): Chart {
  const { width = fullWidth, height = 230, halves = false, probability = 0.95 } = options;
  const compared = halves ? splitChains(chains) : chains;
  const nameOf = (k: number): string => (halves ? `${(k >> 1) + 1}${k % 2 === 0 ? "a" : "b"}` : String(k + 1));
  const difference = rankEcdfDifference(compared, { probability });
  const { points, curves, lower, upper } = difference;
  const key = legend(
    [
      {
        label: `${formatPercent(probability)} band of ${halves ? "halves" : "chains"} that agree`,
        colour: rule,
        fill: band,
        noLine: true,
      },
      ...(curves.length > mostNamed ? [] : curves.map((_, k): LegendEntry => named(k, nameOf(k), halves))),
    ],
    { left: 0, right: width, top: 0 },
  );
  const [top, bottom] = [key.height + 8, height - 40];
  const y = linearScale(symmetric([...lower, ...upper, ...curves.flatMap((curve) => [...curve])]), [bottom, top], 0.04);
  const left = leftAxisWidth(y);
  const right = width - 12;
  const x = linearScale([0, 1], [left, right]);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(difference, nameOf, halves),
    table: {
      columns: ["share of ranks", "band from", "band to", ...curves.map((_, k) => `chain ${nameOf(k)}`)],
      rows: Array.from(points, (point, i) => [point, lower[i], upper[i], ...curves.map((curve) => curve[i])]),
    },
    marks: [
      key.marks,
      bandMarks(difference, x, y),
      leftAxis(y, left, { right }),
      bottomAxis(x, bottom, { count: 5, title: "rank among all draws, as a share" }),
      segment(left, y(0), right, y(0), { stroke: rule }),
      curves.map((curve, k) =>
        openPath(polylines([placesOf(points, curve, x, y)]), {
          stroke: chainColour(colourIndex(k, halves)),
          width: difference.outside[k] > 0 ? 2 : 1.25,
          dash: chainDash(halves ? k % 2 : k),
        }),
      ),
      difference.reason === undefined
        ? null
        : lettering((left + right) / 2, (top + bottom) / 2 - 10, describeReason(difference.reason), {
            anchor: "middle",
            fill: muted,
          }),
    ],
  });
}

/** Halves of a chain share its colour; the second is dashed. */
function colourIndex(k: number, halves: boolean): number {
  return halves ? k >> 1 : k;
}

function named(k: number, name: string, halves: boolean): LegendEntry {
  return { label: `chain ${name}`, colour: chainColour(colourIndex(k, halves)), dash: chainDash(halves ? k % 2 : k) };
}

function symmetric(values: readonly number[]): readonly [number, number] {
  const [low, high] = extentOf(values.length === 0 ? [-0.1, 0.1] : values);
  const most = Math.max(Math.abs(low), Math.abs(high));
  return [-most, most];
}

function placesOf(points: Float64Array, values: Float64Array, x: Scale, y: Scale): readonly Place[] {
  return Array.from(points, (point, i): Place => [x(point), y(values[i])]);
}

function bandMarks({ points, lower, upper }: EcdfDifference, x: Scale, y: Scale): Markup {
  if (points.length === 0) return area(null, band);
  const outline = [...placesOf(points, upper, x, y), ...[...placesOf(points, lower, x, y)].reverse()];
  return area(`${polylines([outline])}z`, band);
}

/** The curve that is furthest beyond the band. */
function furthest({ curves, lower, upper }: EcdfDifference): number {
  const excess = curves.map((curve) =>
    curve.reduce((most, value, i) => Math.max(most, value - upper[i], lower[i] - value), 0),
  );
  return excess.indexOf(Math.max(...excess));
}

function describe(difference: EcdfDifference, nameOf: (k: number) => string, halves: boolean): string {
  const { outside, points, size, pValue, reason } = difference;
  const what = halves ? "half" : "chain";
  const all = count(outside.length, what, halves ? "halves" : "chains");
  if (reason !== undefined) return `The ranks cannot be compared: ${describeReason(reason)}.`;
  const out = outside.flatMap((n, k) => (n > 0 ? [nameOf(k)] : []));
  const p = pValue < 0.001 ? "less than 0.001" : formatNumber(pValue, 2);
  return [
    `Ranks of ${all}, ${size} draws of each, at ${points.length} points.`,
    out.length === 0
      ? `All stay within the band: the ${halves ? "halves of the chains" : "chains"} agree.`
      : `${out.length} of ${outside.length} leave the band: ${what} ${out.slice(0, 8).join(", ")}${out.length > 8 ? " and more" : ""}${out.length > 1 ? `, furthest ${nameOf(furthest(difference))}` : ""}.`,
    `The probability that ${halves ? "halves" : "chains"} that agree stray as far is ${p}.`,
    halves ? "" : "A trend that all chains have in common does not show here.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
