/** Draws study effects against their standard errors: comparison-adjusted for a network, contour-enhanced for one comparison. */
import { exp } from "../../engine/math/exp.js";
import { normalQuantile } from "../../engine/math/normalQuantile.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, leftAxis, leftAxisWidth, linearScale, logScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend, type LegendEntry } from "./parts/legend.js";
import { coordinate, fragment, type Markup } from "./parts/markup.js";
import { pointLabels } from "./parts/pointLabels.js";
import type { Place } from "./parts/points.js";
import { listed, sentences } from "./parts/sentences.js";
import { area, lettering, marker, segment } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { accent, chainColour, coolGrounds, fullWidth, muted, paper, rule } from "./parts/theme.js";

/** One study in one comparison. */
export interface FunnelPoint {
  readonly study: string;
  /** Such as "B against A"; points of one comparison share colour and shape. */
  readonly comparison?: string;
  /** Effect on the link scale: of ratios their logarithm. */
  readonly effect: number;
  readonly standardError: number;
  /** What the effect is compared with, such as the pooled effect of its comparison; 0 when absent. */
  readonly expected?: number;
}

/** Options of {@link funnelPlot}. */
export interface FunnelOptions {
  readonly title: string;
  /** What the horizontal axis shows. */
  readonly axisTitle?: string;
  /** The axis is written in ratios, the exponentials of effects. */
  readonly scale?: "linear" | "log";
  /** Middle of the funnel on the link scale, such as a pooled effect; 0 when absent. */
  readonly centre?: number;
  /** Shades where effects differ from 0 with p below 0.1, 0.05 and 0.01, for one comparison. */
  readonly contours?: boolean;
  /** Such as the result of a test for asymmetry, printed below. */
  readonly note?: string;
  /** Pixels. */
  readonly width?: number;
}

const levels = [
  { p: 0.1, label: "p 0.05 to 0.1", fill: coolGrounds[0] },
  { p: 0.05, label: "p 0.01 to 0.05", fill: coolGrounds[1] },
  { p: 0.01, label: "p below 0.01", fill: coolGrounds[3] },
] as const;

/**
 * A funnel plot: precise studies at the top, and dashed lines within which 95% of studies would lie if only sampling error set them apart.
 * For a network hand over `expected`, the effect of each comparison, so that studies of all comparisons share one middle (Chaimani and
 * Salanti 2012, Research Synthesis Methods 3, 161-176); asymmetry has a meaning only where comparisons are all turned the same way, such
 * as the newer against the older treatment. With `contours` it shades where single studies reach significance (Peters and others 2008,
 * Journal of Clinical Epidemiology 61, 991-996).
 *
 * @example
 * funnelPlot([{ study: "Aronson 1948", effect: -0.94, standardError: 0.6 }], { title: "Funnel", scale: "log", centre: -0.75 });
 */
export function funnelPlot(points: readonly FunnelPoint[], options: FunnelOptions): Chart {
  const { width = fullWidth, centre = 0, contours = false, axisTitle = "effect", note } = options;
  const isLog = options.scale === "log";
  const shown = points
    .map((point) => ({ ...point, x: point.effect - (point.expected ?? 0) }))
    .filter(({ x, standardError }) => Number.isFinite(x) && standardError >= 0 && Number.isFinite(standardError));
  const comparisons = [...new Set(points.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison])))];
  const largest = shown.reduce((most, { standardError }) => Math.max(most, standardError), 0) * 1.06 || 1;
  const key = legend(keyOf(comparisons, contours), { left: 0, right: width, top: 0 });
  const plotHeight = width < 500 ? 260 : 380;
  const top = key.height + 26;
  const bottom = top + plotHeight;
  const y = linearScale([0, largest], [top, bottom]);
  const left = leftAxisWidth(y, 5) + 4;
  const right = width - 12;
  const ends = endsOf(shown, centre, contours, largest);
  const x = isLog ? logScale([], [left, right]).domain(ends.map(exp)) : linearScale(ends, [left, right]);
  const at = (value: number): number => x(isLog ? exp(value) : value);
  const z = normalQuantile(0.975);
  const outside = shown
    .filter(({ x: effect, standardError }) => Math.abs(effect - centre) > z * standardError)
    .sort((a, b) => away(b, centre) - away(a, centre));

  return drawing({
    width,
    height: bottom + (note === undefined ? 44 : 64),
    title: options.title,
    description: describe(points, shown, outside, comparisons, centre, note),
    table: {
      columns: ["study", "comparison", "effect", "expected", "standard error"],
      rows: points.map(({ study, comparison = "", effect, expected = 0, standardError }) => [
        study,
        comparison,
        effect,
        expected,
        standardError,
      ]),
    },
    marks: [
      key.marks,
      contours ? shades(at, y, largest, ends) : null,
      lettering(0, key.height + 14, "standard error", { fill: muted }),
      leftAxis(y, left, { ...(contours ? {} : { right }), count: 5 }),
      bottomAxis(x, bottom, {
        title: axisTitle,
        count: Math.max(3, Math.round(width / 100)),
        keep: isLog ? exp(contours ? 0 : centre) : 0,
      }),
      contours && centre !== 0 ? segment(at(0), top, at(0), bottom, { stroke: rule, width: 0.75 }) : null,
      funnel(centre, z, at, y, largest),
      shown.map(({ comparison, x: effect, standardError }) => {
        const k = Math.max(0, comparisons.indexOf(comparison ?? ""));
        return marker(k, at(effect), y(standardError), colourOf(k, comparisons), shown.length > 60 ? 40 : 56);
      }),
      pointLabels(
        outside.slice(0, 12).map(({ study, x: effect, standardError }) => ({
          text: study,
          at: [at(effect), y(standardError)] satisfies Place,
        })),
        {
          left,
          right: width,
          top,
          bottom,
          points: shown.map(({ x: effect, standardError }): Place => [at(effect), y(standardError)]),
        },
      ),
      note === undefined ? null : lettering((left + right) / 2, bottom + 52, note, { anchor: "middle", fill: muted }),
    ],
  });
}

/** Ends of the axis on the link scale: it holds every study, the funnel at its widest, and with contours no effect. */
function endsOf(
  shown: readonly { readonly x: number }[],
  centre: number,
  contours: boolean,
  largest: number,
): readonly [number, number] {
  const reach = shown.reduce((most, { x }) => Math.max(most, Math.abs(x - centre)), normalQuantile(0.975) * largest);
  // Symmetric around the middle, so that asymmetry of the studies is seen and not made by the axis.
  const widest = Math.max(reach, contours ? Math.abs(centre) : 0) * 1.04;
  return [centre - widest, centre + widest];
}

function funnel(centre: number, z: number, at: (value: number) => number, y: Scale, largest: number): Markup {
  const stroke = { stroke: rule, dash: "5 4", width: 1.25 };
  return fragment(
    segment(at(centre), y(0), at(centre), y(largest), { stroke: rule, width: 1.25 }),
    [-1, 1].map((side) => segment(at(centre), y(0), at(centre + side * z * largest), y(largest), stroke)),
  );
}

/** Regions of significance against no effect: triangles on one another, the least significant on top. */
function shades(
  at: (value: number) => number,
  y: Scale,
  largest: number,
  [low, high]: readonly [number, number],
): Markup {
  const corners = (z: number, limit: number): readonly Place[] => {
    const end = limit < 0 ? -z * largest : z * largest;
    if (Math.abs(end) <= Math.abs(limit)) return [[at(end), y(largest)]];
    // The side leaves the plot above its bottom.
    return [
      [at(limit), y(Math.abs(limit) / z)],
      [at(limit), y(largest)],
    ];
  };
  const triangle = (p: number, fill: string): Markup => {
    const z = normalQuantile(1 - p / 2);
    return polygon([[at(0), y(0)], ...corners(z, high), ...[...corners(z, low)].reverse()], fill);
  };
  const whole: readonly Place[] = [
    [at(low), y(0)],
    [at(high), y(0)],
    [at(high), y(largest)],
    [at(low), y(largest)],
  ];
  return fragment(
    polygon(whole, levels[2].fill),
    triangle(levels[2].p, levels[1].fill),
    triangle(levels[1].p, levels[0].fill),
    triangle(levels[0].p, paper),
  );
}

function polygon(points: readonly Place[], fill: string): Markup {
  return area(`M${points.map((place) => place.map(coordinate).join(" ")).join("L")}z`, fill);
}

function keyOf(comparisons: readonly string[], contours: boolean): readonly LegendEntry[] {
  return [
    ...comparisons.map((label, k) => ({ label, colour: colourOf(k, comparisons), marker: k, noLine: true })),
    { label: "95% of studies, were there sampling error alone", colour: rule, dash: "5 4" },
    ...(contours ? levels.map(({ label, fill }) => ({ label, fill, colour: fill, noLine: true })) : []),
  ];
}

/** Six shapes and six colours, shifted against one another after each round: 36 pairs. */
function colourOf(k: number, comparisons: readonly string[]): string {
  return comparisons.length < 2 ? accent : chainColour(k + Math.floor(k / 6));
}

function away({ x, standardError }: { readonly x: number; readonly standardError: number }, centre: number): number {
  return Math.abs(x - centre) / Math.max(standardError, 1e-12);
}

function describe(
  points: readonly FunnelPoint[],
  shown: readonly { readonly x: number; readonly standardError: number }[],
  outside: readonly { readonly study: string }[],
  comparisons: readonly string[],
  centre: number,
  note: string | undefined,
): string {
  const right = shown.filter(({ x }) => x > centre).length;
  const named = outside.slice(0, 5).map(({ study }) => shortName(study));
  return sentences(
    `Funnel plot of ${count(points.length, "study effect")}${comparisons.length > 1 ? ` in ${comparisons.length} comparisons` : ""} against their standard errors.`,
    shown.length < points.length &&
      `${points.length - shown.length} without an effect or a standard error are not drawn.`,
    shown.length > 0 &&
      `${right} of ${shown.length} lie above the middle, ${formatNumber(centre)} on the link scale; ${outside.length} lie outside the 95% limits of sampling error${outside.length === 0 ? "" : `: ${listed(named)}${outside.length > 5 ? " and others" : ""}`}.`,
    note,
  );
}
