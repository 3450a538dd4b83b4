/** Draws how far the estimates of levels are drawn from their own data towards the population. */
import type { Chart, ChartTable } from "./Chart.js";
import { bottomAxis, extentOf, linearScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber, formatPercent } from "./parts/formatNumber.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import { box, lettering, marker, segment } from "./parts/shapes.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { accent, faint, fontSize, fullWidth, ink, muted, paleAccent, rule, second, smallSize } from "./parts/theme.js";

/** One coefficient of one level: an estimate by each way of pooling, NaN where there is none. */
export interface ShrinkageChartRow {
  readonly level: string;
  /** Rows of one coefficient make up a panel. */
  readonly coefficient: string;
  /** From the level's data alone. */
  readonly noPooling: { readonly mean: number };
  /** The model's. */
  readonly partialPooling: { readonly mean: number; readonly "q2.5": number; readonly "q97.5": number };
  /** The population's, the same for all levels. */
  readonly completePooling: { readonly mean: number };
  /** 1 for complete pooling, 0 for none. */
  readonly factor: { readonly mean: number };
}

/** Options of {@link shrinkageChart}. */
export interface ShrinkageChartOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Levels drawn in a panel, 60 by default; of more, those with the highest and the lowest estimates. */
  readonly maxLevels?: number;
  /** Pixels. */
  readonly width?: number;
}

const rowHeight = 18;
const legendHeight = 26;
const panelHeader = 24;
const panelFooter = 48;
const factorWidth = 52;

/**
 * A row for each level, the highest estimate first: a hollow circle for the level's own estimate, an arrow from there to
 * the model's estimate, which is filled and has its 95% interval, and a dashed line for the population. At the right stands
 * the shrinkage factor. Own estimates that would squeeze the rest are drawn at the edge of the axis, as a triangle.
 *
 * @example shrinkageChart(shrinkage(posterior, { group: "herd" }).rows, { title: "Herds" });
 */
export function shrinkageChart(rows: readonly ShrinkageChartRow[], options: ShrinkageChartOptions): Chart {
  const { width = fullWidth, maxLevels = 60 } = options;
  const panels = panelsOf(rows, maxLevels);
  const labels = labelWidth(panels, width);
  const legend = legendLines(width);
  const top = legend.height;
  let y = top;
  const marks: Markup[] = [legend.marks];
  for (const panel of panels) {
    const height = panelHeader + panel.shown.length * rowHeight + panelFooter;
    marks.push(panelMarks(panel, y, { labels, width, options, isOnly: panels.length === 1 }));
    y += height;
  }
  return drawing({
    width,
    height: Math.max(y, top + rowHeight),
    title: options.title,
    description: panels.length === 0 ? "There are no levels to draw." : panels.map(describe).join(" "),
    table: tableOf(panels),
    marks,
  });
}

/** The rows of one coefficient. */
interface Panel {
  readonly coefficient: string;
  /** All rows, the highest estimate first. */
  readonly sorted: readonly ShrinkageChartRow[];
  /** Those drawn; undefined for the gap between the highest and the lowest. */
  readonly shown: readonly (ShrinkageChartRow | undefined)[];
}

function panelsOf(rows: readonly ShrinkageChartRow[], maxLevels: number): readonly Panel[] {
  const byCoefficient = new Map<string, ShrinkageChartRow[]>();
  for (const row of rows) {
    const others = byCoefficient.get(row.coefficient);
    if (others) others.push(row);
    else byCoefficient.set(row.coefficient, [row]);
  }
  return [...byCoefficient].map(([coefficient, all]) => {
    const height = ({ partialPooling }: ShrinkageChartRow) =>
      Number.isNaN(partialPooling.mean) ? -Infinity : partialPooling.mean;
    const sorted = [...all].sort((a, b) => (height(a) === height(b) ? 0 : height(b) - height(a)));
    if (sorted.length <= maxLevels) return { coefficient, sorted, shown: sorted };
    const head = Math.ceil(maxLevels / 2);
    const tail = maxLevels - head;
    const last = tail === 0 ? [] : sorted.slice(-tail);
    return { coefficient, sorted, shown: [...sorted.slice(0, head), undefined, ...last] };
  });
}

function labelWidth(panels: readonly Panel[], width: number): number {
  const widest = panels
    .flatMap(({ shown }) => shown)
    .reduce((most, row) => (row === undefined ? most : Math.max(most, textWidth(row.level, fontSize))), 40);
  return Math.min(widest + 2, Math.max(60, width * 0.3));
}

/** What the marks mean, on as many lines as the width asks for. */
function legendLines(width: number): { readonly marks: Markup; readonly height: number } {
  const entries: readonly [string, (x: number, y: number) => Markup][] = [
    ["level alone", (x, y) => hollow(x + 18, y)],
    [
      "model, 95% interval",
      (x, y) => fragment(box(x, y - 4, 22, 8, paleAccent, accent), marker(0, x + 11, y, accent, 50)),
    ],
    ["population", (x, y) => segment(x + 16, y - 8, x + 16, y + 8, { stroke: rule, dash: "4 3", width: 1.5 })],
    ["shrinkage factor", (x, y) => lettering(x + 22, y, "%", { anchor: "end", size: smallSize, fill: muted })],
  ];
  const placed: Markup[] = [];
  let [x, y] = [0, 10];
  for (const [text, symbol] of entries) {
    const needed = 28 + textWidth(text, smallSize);
    if (x > 0 && x + needed > width) [x, y] = [0, y + 18];
    placed.push(symbol(x, y), lettering(x + 28, y, text, { size: smallSize, fill: muted }));
    x += needed + 14;
  }
  return { marks: fragment(placed), height: y - 10 + legendHeight };
}

interface Place {
  readonly labels: number;
  readonly width: number;
  readonly options: ShrinkageChartOptions;
  readonly isOnly: boolean;
}

function panelMarks(panel: Panel, y: number, { labels, width, options, isOnly }: Place): Markup {
  const left = labels + 12;
  const right = Math.max(left + 60, width - factorWidth);
  const scale = linearScale(domainOf(panel), [left, right], 0.04).clamp(true);
  const top = y + panelHeader;
  const bottom = top + panel.shown.length * rowHeight + 4;
  const population = panel.sorted[0]?.completePooling.mean ?? NaN;
  const middleOf = (i: number) => top + (i + 0.5) * rowHeight;
  const rowsOf = (draw: (row: ShrinkageChartRow, middle: number) => Markup) =>
    panel.shown.map((row, i) => (row === undefined ? null : draw(row, middleOf(i))));
  return fragment(
    isOnly ? null : lettering(0, y + 8, panel.coefficient, { weight: 600 }),
    bottomAxis(scale, bottom, { top, count: 5, title: axisTitle(panel, options, isOnly) }),
    rowsOf((row, middle) => interval(row, middle, scale)),
    // Over the intervals, which may all hold it, and under the estimates.
    segment(scale(population), top - 6, scale(population), bottom, { stroke: rule, dash: "4 3", width: 1.5 }),
    lettering(...populationLabel(scale(population), y + 8, population, left, right)),
    rowsOf((row, middle) => level(row, middle, scale, labels, width)),
    panel.shown.map((row, i) => (row === undefined ? gap(panel, middleOf(i), left, right) : null)),
  );
}

function axisTitle({ coefficient }: Panel, { axisTitle }: ShrinkageChartOptions, isOnly: boolean): string {
  if (axisTitle !== undefined) return isOnly ? axisTitle : `${coefficient}, ${axisTitle}`;
  return `${coefficient}, link scale`;
}

/** Kept within the panel. */
function populationLabel(
  x: number,
  y: number,
  population: number,
  left: number,
  right: number,
): Parameters<typeof lettering> {
  const text = `population ${formatNumber(population)}`;
  const half = textWidth(text, smallSize) / 2;
  return [
    Math.min(Math.max(x, left + half), right - half),
    y,
    text,
    { anchor: "middle", size: smallSize, fill: muted },
  ];
}

/**
 * All intervals, and own estimates as far as they leave the intervals half of the axis: one level of two rows must not
 * squeeze the others to a line.
 */
function domainOf({ shown, sorted }: Panel): readonly [number, number] {
  const rows = shown.flatMap((row) => row ?? []);
  const [low, high] = extentOf([
    ...rows.flatMap(({ partialPooling: p }) => [p.mean, p["q2.5"], p["q97.5"]]),
    sorted[0]?.completePooling.mean ?? NaN,
  ]);
  const [lowest, highest] = extentOf([low, high, ...rows.map(({ noPooling }) => noPooling.mean)]);
  const room = (high - low) / 2;
  return [Math.max(lowest, low - room), Math.min(highest, high + room)];
}

function interval({ partialPooling: model }: ShrinkageChartRow, y: number, scale: Scale): Markup {
  const [low, high] = [scale(model["q2.5"]), scale(model["q97.5"])];
  return fragment(
    segment(scale.range()[0], y, scale.range()[1], y, { stroke: faint }),
    box(low, y - 4, high - low, 8, paleAccent, accent),
  );
}

function level(row: ShrinkageChartRow, y: number, scale: Scale, labels: number, width: number): Markup {
  const label = truncate(row.level, labels, fontSize);
  const { partialPooling: model, noPooling: own } = row;
  return fragment(
    lettering(labels, y, label, { anchor: "end", ...(label === row.level ? {} : { full: row.level }) }),
    Number.isFinite(own.mean) ? ownEstimate(own.mean, model.mean, y, scale) : null,
    marker(0, scale(model.mean), y, accent, 50),
    lettering(width - 4, y, formatPercent(row.factor.mean), { anchor: "end", size: smallSize, fill: muted }),
  );
}

/** The own estimate with an arrow to the model's, or a triangle at the edge that it lies beyond. */
function ownEstimate(own: number, model: number, y: number, scale: Scale): Markup {
  const [first, last] = scale.domain();
  const [from, to] = [scale(own), scale(model)];
  const line = Math.abs(to - from) > 8 ? arrow(from, to, y) : null;
  if (own >= first && own <= last) return fragment(line, hollow(from, y));
  const direction = own < first ? -1 : 1;
  const tip = from + 3 * direction;
  const d = `M${round(tip)},${round(y)}L${round(tip - 7 * direction)},${round(y - 4.5)}v9Z`;
  return fragment(line, element("path", { d, fill: "#fff", stroke: second, "stroke-width": 1.5 }));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function hollow(x: number, y: number): Markup {
  return element("circle", { cx: x, cy: y, r: 3.75, fill: "#fff", stroke: second, "stroke-width": 1.5 });
}

/** Ends before the marker of the model's estimate. */
function arrow(from: number, to: number, y: number): Markup {
  const direction = to > from ? 1 : -1;
  const tip = to - 4.5 * direction;
  const stroke = { stroke: second, width: 1.5 };
  return fragment(
    segment(from, y, tip, y, stroke),
    Math.abs(to - from) < 16
      ? null
      : [segment(tip, y, tip - 4 * direction, y - 3, stroke), segment(tip, y, tip - 4 * direction, y + 3, stroke)],
  );
}

function gap({ sorted, shown }: Panel, y: number, left: number, right: number): Markup {
  const hidden = sorted.length - shown.length + 1;
  return lettering((left + right) / 2, y, `… ${count(hidden, "level")} between, in the table …`, {
    anchor: "middle",
    size: smallSize,
    fill: ink,
    halo: true,
  });
}

function tableOf(panels: readonly Panel[]): ChartTable {
  return {
    columns: [
      "coefficient",
      "level",
      "no pooling",
      "partial pooling",
      "2.5%",
      "97.5%",
      "complete pooling",
      "shrinkage factor",
    ],
    rows: panels.flatMap(({ coefficient, sorted }) =>
      sorted.map((row) => [
        coefficient,
        row.level,
        row.noPooling.mean,
        row.partialPooling.mean,
        row.partialPooling["q2.5"],
        row.partialPooling["q97.5"],
        row.completePooling.mean,
        row.factor.mean,
      ]),
    ),
  };
}

function describe({ coefficient, sorted, shown }: Panel): string {
  const range = (values: readonly number[]): string => {
    const finite = values.filter(Number.isFinite);
    if (finite.length === 0) return "none";
    const [low, high] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))];
    return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
  };
  const factors = sorted.filter(({ factor }) => Number.isFinite(factor.mean));
  const most = factors.reduce((a, b) => (b.factor.mean > a.factor.mean ? b : a), factors[0]!);
  const least = factors.reduce((a, b) => (b.factor.mean < a.factor.mean ? b : a), factors[0]!);
  const without = sorted.filter(({ noPooling }) => !Number.isFinite(noPooling.mean)).length;
  return [
    `${coefficient} of ${count(sorted.length, "level")}, population ${formatNumber(sorted[0]!.completePooling.mean)}.`,
    `The levels alone: ${range(sorted.map(({ noPooling }) => noPooling.mean))}; the model's estimates: ${range(sorted.map(({ partialPooling }) => partialPooling.mean))}.`,
    factors.length < 2
      ? ""
      : `Most shrunk is ${most.level}, by ${formatPercent(most.factor.mean)}; least ${least.level}, by ${formatPercent(least.factor.mean)}.`,
    without === 0
      ? ""
      : `${count(without, "level")} ${without === 1 ? "has" : "have"} no finite estimate of ${without === 1 ? "its" : "their"} own.`,
    shown.length === sorted.length
      ? ""
      : `Drawn are the ${count(shown.length - 1, "level")} with the highest and the lowest estimates.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
