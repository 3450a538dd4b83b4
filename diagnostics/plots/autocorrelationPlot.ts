/** Draws how strongly draws depend on those before them: one lane a chain, one stem a lag. */
import { autocorrelation } from "../autocorrelation.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { coordinate, fragment, type Markup } from "./parts/markup.js";
import { box, lettering, openPath, segment } from "./parts/shapes.js";
import { accent, band, fullWidth, muted, rule, smallSize } from "./parts/theme.js";

/** Options of {@link autocorrelationPlot}. */
export interface AutocorrelationOptions {
  readonly title: string;
  /** Largest lag; 60 unless told, less for short chains. */
  readonly lags?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** More lanes make a drawing that nobody reads. */
const mostLanes = 8;
const z95 = 1.96;

/**
 * Autocorrelation by chain, with the band in which 95% of the autocorrelations of independent draws lie (± 1.96/√n). Of more than eight chains
 * those whose draws depend on one another longest are drawn; the table has all.
 *
 * @param chains the draws of one variable, by chain
 */
export function autocorrelationPlot(chains: readonly Float64Array[], options: AutocorrelationOptions): Chart {
  const { width = fullWidth } = options;
  const longest = chains.reduce((most, chain) => Math.max(most, chain.length), 0);
  const lags = Math.max(1, Math.min(options.lags ?? 60, Math.floor(longest / 2)));
  const series = chains.map((chain, k) => correlogram(chain, k, lags));
  const shown = series.length <= mostLanes ? series : slowest(series);
  const height = options.height ?? Math.max(150, 44 + shown.length * 54);
  const [left, right, top, bottom] = [58, width - 10, 8, height - 40];
  const lane = (bottom - top) / Math.max(1, shown.length);
  const x = linearScale([0, lags], [left, right], 0.01);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(series, shown.length, lags),
    table: {
      columns: [
        "lag",
        ...(series.length === 0 ? ["autocorrelation"] : series.map(({ chain }) => `chain ${chain + 1}`)),
      ],
      rows:
        series.length === 0
          ? []
          : Array.from({ length: lags + 1 }, (_, lag) => [lag, ...series.map(({ rho }) => rho[lag])]),
    },
    marks: [
      shown.map((one, i) => laneOf(one, top + i * lane, lane, x)),
      bottomAxis(x, bottom, { count: 6, title: "lag, in draws" }),
    ],
  });
}

interface Correlogram {
  /** From 0. */
  readonly chain: number;
  /** Lags 0, …; NaN where it cannot be computed. */
  readonly rho: Float64Array;
  readonly margin: number;
  /** The first lag inside the band; NaN where there is none up to the largest. */
  readonly settled: number;
}

function correlogram(values: Float64Array, chain: number, lags: number): Correlogram {
  const margin = z95 / Math.sqrt(Math.max(1, values.length));
  const known = autocorrelation(values, lags).values;
  const rho = Float64Array.from({ length: lags + 1 }, (_, lag) => known[lag] ?? NaN);
  const settled = rho.findIndex((value) => Math.abs(value) <= margin);
  return { chain, rho, margin, settled: settled < 0 ? NaN : settled };
}

function slowest(series: readonly Correlogram[]): readonly Correlogram[] {
  const lagOf = ({ settled }: Correlogram): number => (Number.isNaN(settled) ? Infinity : settled);
  return [...series]
    .sort((a, b) => (lagOf(b) > lagOf(a) ? 1 : lagOf(b) < lagOf(a) ? -1 : a.chain - b.chain))
    .slice(0, mostLanes)
    .sort((a, b) => a.chain - b.chain);
}

function laneOf({ chain, rho, margin }: Correlogram, top: number, height: number, x: Scale): Markup {
  const [left, right] = x.range();
  const lowest = rho.reduce((least, value) => Math.min(least, Number.isNaN(value) ? 0 : value), -margin);
  // All lanes show 0 to 1; what is negative gets the room it needs.
  const y = linearScale([Math.min(-0.15, lowest), 1], [top + height - 4, top + 3]);
  const stems = Array.from(rho.keys())
    .filter((lag) => Number.isFinite(rho[lag]))
    .map((lag) => `M${coordinate(x(lag))} ${coordinate(y(0))}V${coordinate(y(rho[lag]))}`)
    .join("");
  const step = (right - left) / rho.length;
  return fragment(
    box(left, y(margin), right - left, y(-margin) - y(margin), band),
    [margin, -margin].map((edge) => segment(left, y(edge), right, y(edge), { stroke: rule, width: 0.75, dash: "3 3" })),
    openPath(stems, { stroke: accent, width: Math.max(1, Math.min(5, step * 0.55)) }),
    segment(left, y(0), right, y(0), { stroke: rule, width: 0.75 }),
    stems === ""
      ? lettering((left + right) / 2, y(0.5), "does not vary", { anchor: "middle", size: smallSize, fill: muted })
      : null,
    lettering(left - 8, y(0.4), `chain ${chain + 1}`, { anchor: "end", size: smallSize, fill: muted }),
  );
}

function describe(series: readonly Correlogram[], lanes: number, lags: number): string {
  const finite = series.filter(({ rho }) => Number.isFinite(rho[1]));
  if (finite.length === 0) return "The draws do not vary, or are too few: there is no autocorrelation to draw.";
  const first = finite.map(({ rho }) => rho[1]);
  const [low, high] = [Math.min(...first), Math.max(...first)];
  const never = finite.filter(({ settled }) => Number.isNaN(settled));
  const settled = finite.filter((one) => !Number.isNaN(one.settled)).map((one) => one.settled);
  return [
    `Autocorrelation of ${count(series.length, "chain")} up to lag ${lags}.`,
    `Neighbouring draws: ${formatFixed(low, 2)}${formatFixed(low, 2) === formatFixed(high, 2) ? "" : ` to ${formatFixed(high, 2)}`}.`,
    settled.length === 0
      ? ""
      : `It falls to that of independent draws at lag ${rangeOf(settled)}${never.length === 0 ? "." : `, but not up to lag ${lags} in chain ${never.map(({ chain }) => chain + 1).join(", ")}.`}`,
    settled.length === 0
      ? `In no chain does it fall to that of independent draws up to lag ${lags}: the chains mix slowly.`
      : "",
    lanes < series.length ? `Drawn are the ${lanes} chains where it lasts longest.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function rangeOf(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? formatNumber(low) : `${low} to ${high}`;
}
