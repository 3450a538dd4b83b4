/** Draws a distribution as dots of equal probability, which readers can count. */
import { sortedQuantile } from "../quantile.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { finiteSorted } from "./parts/finiteSorted.js";
import { formatNumber, formatPercent } from "./parts/formatNumber.js";
import { dots, type Place } from "./parts/points.js";
import { lettering, segment } from "./parts/shapes.js";
import { accent, fullWidth, ink, muted, second, smallSize } from "./parts/theme.js";

/** Options of {@link quantileDotPlot}. */
export interface QuantileDotOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** 50 unless told: each is then worth 2%. */
  readonly dots?: number;
  /** A threshold: dots above it are coloured and counted. */
  readonly reference?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * A quantile dot plot (Kay, Kola, Hullman & Munson 2016): the quantiles at (i − 1/2)/n as n stacked dots. Dots are stacked where they would
 * overlap (Wilkinson 1999) and are made as large as fit the height.
 *
 * @param chains the draws of one variable, by chain
 */
export function quantileDotPlot(chains: readonly Float64Array[], options: QuantileDotOptions): Chart {
  const { width = fullWidth, height = 200, reference } = options;
  const n = options.dots ?? 50;
  const sorted = finiteSorted(chains);
  const values = sorted.length === 0 ? [] : Array.from({ length: n }, (_, i) => sortedQuantile(sorted, (i + 0.5) / n));
  const [left, right, top] = [14, width - 14, 24];
  const bottom = height - (options.axisTitle === undefined ? 26 : 44);
  const x = linearScale(extentOf([...values, ...(reference === undefined ? [] : [reference])]), [left, right], 0.04);
  const { size, places } = stack(values, x, { bottom: bottom - 2, room: bottom - 2 - top });
  const isAbove = (i: number): boolean => reference !== undefined && values[i] > reference;
  const above = values.filter((_, i) => isAbove(i)).length;
  const share =
    sorted.filter((value) => reference !== undefined && value > reference).length / Math.max(1, sorted.length);

  return drawing({
    width,
    height,
    title: options.title,
    description: describe(values, sorted, { reference, above, share }),
    table: {
      columns: ["dot", "value"],
      rows: values.map((value, i) => [i + 1, value]),
    },
    marks: [
      bottomAxis(x, bottom, {
        count: 6,
        ...(options.axisTitle === undefined ? {} : { title: options.axisTitle }),
        ...(reference === undefined ? {} : { keep: reference }),
      }),
      dots(
        places.filter((_, i) => !isAbove(i)),
        { fill: accent, size: size * 0.9, grid: 0.1 },
      ),
      dots(
        places.filter((_, i) => isAbove(i)),
        { fill: second, size: size * 0.9, grid: 0.1 },
      ),
      values.length === 0
        ? lettering(width / 2, bottom / 2, "no draws", { anchor: "middle", fill: muted })
        : lettering(left, 10, `each of ${n} dots: ${formatNumber(100 / n)}%`, { size: smallSize, fill: muted }),
      reference === undefined ? null : threshold(x(reference), { top, bottom, right, above, n }),
    ],
  });
}

interface Stack {
  /** Diameter of a dot. */
  readonly size: number;
  readonly places: readonly Place[];
}

/** The largest dots whose tallest stack fits: binary search, since stacks grow as dots widen. */
function stack(values: readonly number[], x: Scale, { bottom, room }: { bottom: number; room: number }): Stack {
  let [small, large] = [1, 22];
  for (let i = 0; i < 20; i++) {
    const middle = (small + large) / 2;
    if (tallest(stacks(values, x, middle)) * middle <= room) small = middle;
    else large = middle;
  }
  const columns = stacks(values, x, small);
  const height = Math.min(small, room / Math.max(1, tallest(columns)));
  return {
    size: Math.max(2, small),
    places: columns.flatMap(({ center, members }) =>
      members.map((_, i): Place => [center, bottom - (i + 0.5) * height]),
    ),
  };
}

interface Column {
  readonly center: number;
  readonly members: readonly number[];
}

/** Ascending values in columns: each begins at the first value not yet taken and holds all within a dot's width. */
function stacks(values: readonly number[], x: Scale, size: number): readonly Column[] {
  const columns: Column[] = [];
  let start = 0;
  while (start < values.length) {
    let end = start;
    while (end < values.length && x(values[end]) < x(values[start]) + size) end++;
    const center = (x(values[start]) + x(values[end - 1])) / 2;
    columns.push({ center, members: values.slice(start, end) });
    start = end;
  }
  return columns;
}

function tallest(columns: readonly Column[]): number {
  return columns.reduce((most, { members }) => Math.max(most, members.length), 0);
}

interface Threshold {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
  readonly above: number;
  readonly n: number;
}

function threshold(x: number, { top, bottom, right, above, n }: Threshold) {
  return [
    segment(x, top - 6, x, bottom, { stroke: ink, dash: "4 3", width: 1.25 }),
    lettering(right, 10, `${above} of ${n} above`, { anchor: "end", size: smallSize, fill: ink }),
  ];
}

interface Counted {
  readonly reference: number | undefined;
  readonly above: number;
  readonly share: number;
}

function describe(values: readonly number[], sorted: Float64Array, { reference, above, share }: Counted): string {
  if (values.length === 0) return "Quantile dots without draws.";
  const at = (p: number): string => formatNumber(sortedQuantile(sorted, p));
  return [
    `${values.length} dots of equal probability. Median ${at(0.5)}, 95% interval ${at(0.025)} to ${at(0.975)}.`,
    reference === undefined
      ? ""
      : `${above} of ${values.length} dots lie above ${formatNumber(reference)}, and ${formatPercent(share)} of the draws.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
