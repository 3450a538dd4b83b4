/** Draws how relative effects change along a covariate, with the studies that tell of it. */
import { exp } from "../../engine/math/exp.js";
import type { Chart } from "./Chart.js";
import type { IntervalEstimate } from "./IntervalEstimate.js";
import { extentOf, linearScale, logScale, bottomAxis, leftAxis, leftAxisWidth, type Scale } from "./parts/axes.js";
import { bandBetween, curve } from "./parts/curves.js";
import { drawing } from "./parts/drawing.js";
import { facets } from "./parts/facets.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { estimateText, numberFormat, type NumberFormat } from "./parts/estimateText.js";
import { legend } from "./parts/legend.js";
import { element, fragment, type Markup } from "./parts/markup.js";
import type { Place } from "./parts/points.js";
import { lettering, segment } from "./parts/shapes.js";
import { sentences } from "./parts/sentences.js";
import { shortName } from "./parts/shortName.js";
import { truncate } from "./parts/textWidth.js";
import { accent, faint, fontSize, fullWidth, muted, paleAccent, rule, second, smallSize } from "./parts/theme.js";

/** The effect of one comparison along the covariate. */
export interface RegressionLine {
  /** Such as "B against A": lines and studies of one comparison share a panel. */
  readonly comparison: string;
  /** Values of the covariate, ascending. */
  readonly at: readonly number[];
  /** Effects there, on the link scale. */
  readonly effects: readonly IntervalEstimate[];
}

/** One study in one comparison. */
export interface RegressionStudy {
  readonly study: string;
  readonly comparison: string;
  readonly at: number;
  /** Its own effect on the link scale. */
  readonly effect: number;
  readonly standardError: number;
}

/** Options of {@link regressionPlot}. */
export interface RegressionOptions {
  readonly title: string;
  readonly covariate: string;
  /** What is estimated, such as "odds ratio". */
  readonly measure?: string;
  /** The axis is written in ratios, the exponentials of effects. */
  readonly scale?: "linear" | "log";
  /** Value at which covariates are centred, and effects are reported. */
  readonly centre?: number;
  /** Pixels. */
  readonly width?: number;
}

const largestBubble = 14;

/**
 * A line with its 95% band for each comparison, in panels with the same axes where there are several; studies are bubbles at their own effect, whose
 * area is their precision. Bubbles beyond the axis, which a few imprecise studies cannot stretch, are left out and counted in the description.
 *
 * @example
 * regressionPlot([{ comparison: "BCG against none", at: [0, 50], effects: [{ estimate: 0.1, low: -0.5, high: 0.7 }, { estimate: -1.3, low: -1.8, high: -0.9 }] }],
 *   [], { title: "Latitude", covariate: "latitude", scale: "log", measure: "odds ratio" });
 */
export function regressionPlot(
  lines: readonly RegressionLine[],
  studies: readonly RegressionStudy[],
  options: RegressionOptions,
): Chart {
  const { width = fullWidth, covariate, measure = "effect" } = options;
  const isLog = options.scale === "log";
  const comparisons = [
    ...new Set([...lines.map(({ comparison }) => comparison), ...studies.map(({ comparison }) => comparison)]),
  ];
  const places = studies.filter(({ at, effect }) => Number.isFinite(at) && Number.isFinite(effect));
  const ends = verticalEnds(lines, places);
  const shown = places.filter(({ effect }) => effect >= ends[0] && effect <= ends[1]);
  const written = (value: number): number => (isLog ? exp(value) : value);
  const verticalOf = (lower: number, upper: number): Scale =>
    isLog ? logScale([], [lower, upper]).domain(ends.map(exp)) : linearScale(ends, [lower, upper]);
  const key = legend(
    [
      { label: `${measure} at each ${covariate}, 95%`, colour: accent, fill: paleAccent },
      ...(studies.length > 0 ? [{ label: "study; area: precision", colour: second, marker: 0, noLine: true }] : []),
      { label: "no effect", colour: rule, dash: "4 3" },
      ...(options.centre === undefined
        ? []
        : [{ label: `centre, ${formatNumber(options.centre)}`, colour: muted, dash: "1.5 3" }]),
    ],
    { left: 0, right: width, top: 0 },
  );
  const isSingle = comparisons.length < 2;
  const cellHeight = isSingle ? (width < 500 ? 280 : 360) : 190;
  const room = leftAxisWidth(verticalOf(cellHeight, 0), 4) + 4;
  const top = key.height + 22;
  const grid = facets(Math.max(1, comparisons.length), width - room, { least: 190, height: cellHeight, top });
  const bottom = top + grid.height;
  const [from, to] = extentOf([...lines.flatMap(({ at }) => at), ...places.map(({ at }) => at)]);
  const finest = shown.reduce((most, { standardError }) => Math.max(most, 1 / standardError), 0);
  const format = numberFormat(
    lines.flatMap(({ effects }) => effects.map((effect) => through(effect, written))),
    isLog,
  );
  const panels = (comparisons.length === 0 ? [""] : comparisons).map((comparison, k) => {
    const cell = grid.cells[k];
    const [left, right] = [cell.x + room, cell.x + room + cell.width - 4];
    const [upper, lower] = [cell.y + (isSingle ? 6 : 24), cell.y + cellHeight - 22];
    const x = linearScale([from, to], [left, right], 0.04);
    const vertical = verticalOf(lower, upper);
    return panel({
      comparison: isSingle ? "" : comparison,
      line: lines.find((line) => line.comparison === comparison),
      studies: shown.filter((study) => study.comparison === comparison),
      left,
      right,
      upper,
      lower,
      x,
      y: (value) => vertical(written(value)),
      zero: ends[0] <= 0 && ends[1] >= 0,
      centre: options.centre,
      radius: ({ standardError }) => largestBubble * (isSingle ? 1 : 0.75) * Math.min(1, 1 / standardError / finest),
      axes: fragment(
        k % grid.columns === 0 ? leftAxis(vertical, left, { count: 4 }) : null,
        k + grid.columns >= comparisons.length ? bottomAxis(x, lower, { count: isSingle ? 6 : 4 }) : null,
      ),
    });
  });
  return drawing({
    width,
    height: bottom + 26,
    title: options.title,
    description: describe(lines, places.length - shown.length, options, format, written),
    table: tableOf(lines, studies, covariate),
    marks: [
      key.marks,
      lettering(0, key.height + 10, measure, { fill: muted }),
      panels,
      lettering(room + (width - room) / 2, bottom + 12, truncate(covariate, width - room, fontSize), {
        anchor: "middle",
        fill: muted,
      }),
    ],
  });
}

interface Panel {
  readonly comparison: string;
  readonly line: RegressionLine | undefined;
  readonly studies: readonly RegressionStudy[];
  readonly left: number;
  readonly right: number;
  readonly upper: number;
  readonly lower: number;
  readonly x: Scale;
  /** Of an effect on the link scale. */
  readonly y: (value: number) => number;
  readonly zero: boolean;
  readonly centre: number | undefined;
  readonly radius: (study: RegressionStudy) => number;
  readonly axes: Markup;
}

function panel({
  comparison,
  line,
  studies,
  left,
  right,
  upper,
  lower,
  x,
  y,
  zero,
  centre,
  radius,
  axes,
}: Panel): Markup {
  const name = truncate(comparison, right - left, smallSize, true);
  // Bands may reach beyond the axis.
  const inside = (value: number): number => Math.max(upper, Math.min(lower, y(value)));
  const at = line?.at.map((value) => x(value)) ?? [];
  const effects = line?.effects ?? [];
  return fragment(
    element("rect", { x: left, y: upper, width: right - left, height: lower - upper, fill: "none", stroke: faint }),
    axes,
    bandBetween(
      at,
      at.map((_, i) => inside(effects[i]?.low ?? NaN)),
      at.map((_, i) => inside(effects[i]?.high ?? NaN)),
      paleAccent,
    ),
    zero ? segment(left, y(0), right, y(0), { stroke: rule, dash: "4 3" }) : null,
    centre === undefined ? null : segment(x(centre), upper, x(centre), lower, { stroke: muted, dash: "1.5 3" }),
    // Small studies last, so that large ones do not hide them.
    [...studies]
      .sort((a, b) => a.standardError - b.standardError)
      .map((study) =>
        element(
          "circle",
          {
            cx: x(study.at),
            cy: y(study.effect),
            r: Math.max(2, radius(study)),
            fill: second,
            "fill-opacity": 0.35,
            stroke: second,
          },
          element("title", {}, study.study),
        ),
      ),
    curve(
      at.map((value, i): Place => [value, inside(effects[i]?.estimate ?? NaN)]),
      { stroke: accent, width: 2.25 },
    ),
    comparison === ""
      ? null
      : lettering(left, upper - 11, name, {
          size: smallSize,
          weight: 600,
          ...(name === comparison ? {} : { full: comparison }),
        }),
  );
}

/** Ends of the vertical axis on the link scale: all lines, no effect, and studies unless they lie further out than the bands reach twice over. */
function verticalEnds(
  lines: readonly RegressionLine[],
  studies: readonly RegressionStudy[],
): readonly [number, number] {
  const drawn = lines.flatMap(({ effects }) => effects.flatMap(({ estimate, low, high }) => [estimate, low, high]));
  const [low, high] = extentOf([...drawn, 0, ...(lines.length === 0 ? studies.map(({ effect }) => effect) : [])]);
  const length = high - low;
  const near = studies
    .map(({ effect }) => effect)
    .filter((effect) => effect >= low - length && effect <= high + length);
  const [least, most] = extentOf([low, high, ...near]);
  const margin = 0.05 * (most - least);
  return [least - margin, most + margin];
}

function through({ estimate, low, high }: IntervalEstimate, f: (value: number) => number): IntervalEstimate {
  return { estimate: f(estimate), low: f(low), high: f(high) };
}

function tableOf(
  lines: readonly RegressionLine[],
  studies: readonly RegressionStudy[],
  covariate: string,
): Chart["table"] {
  return {
    columns: ["comparison", "study", covariate, "effect", "2.5%", "97.5%", "standard error"],
    rows: [
      ...lines.flatMap(({ comparison, at, effects }) =>
        at.map((value, i) => {
          const { estimate = NaN, low = NaN, high = NaN } = effects[i] ?? {};
          return [comparison, "", value, estimate, low, high, NaN];
        }),
      ),
      ...studies.map(({ comparison, study, at, effect, standardError }) => [
        comparison,
        study,
        at,
        effect,
        NaN,
        NaN,
        standardError,
      ]),
    ],
  };
}

function describe(
  lines: readonly RegressionLine[],
  hidden: number,
  { covariate, measure = "effect" }: RegressionOptions,
  format: NumberFormat,
  written: (value: number) => number,
): string {
  const named = lines
    .filter(({ at, effects }) => at.length > 0 && effects.length === at.length)
    .slice(0, 5)
    .map(({ comparison, at, effects }) => {
      const end = (i: number): string =>
        `${estimateText(through(effects[i], written), format)} at ${formatNumber(at[i])}`;
      return `${shortName(comparison)} ${end(0)} and ${end(at.length - 1)}`;
    });
  return sentences(
    `How the ${measure} of ${count(lines.length, "comparison")} changes along ${shortName(covariate)}, with 95% bands.`,
    named.length > 0 && `${named.join("; ")}${lines.length > 5 ? "; and more in the table" : ""}.`,
    hidden > 0 && `${count(hidden, "study effect")} beyond the axis ${hidden === 1 ? "is" : "are"} not drawn.`,
  );
}
