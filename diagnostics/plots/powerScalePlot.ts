/** Draws how the estimate of each variable moves as the prior, or the likelihood, is given less or more weight. */
import type { PowerScaled } from "../sensitivity/powerScaledQuantities.js";
import type { ScaledComponent } from "../sensitivity/scaledDraws.js";
import type { Chart } from "./Chart.js";
import { bottomAxis, extentOf, leftAxis, leftAxisWidth, linearScale, logScale, type Scale } from "./parts/axes.js";
import { drawing } from "./parts/drawing.js";
import { count, formatNumber } from "./parts/formatNumber.js";
import { legend } from "./parts/legend.js";
import { fragment, type Markup } from "./parts/markup.js";
import { crosses, polylines, type Place } from "./parts/points.js";
import { area, lettering, marker, openPath } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { truncate } from "./parts/textWidth.js";
import { accent, alarm, fontSize, fullWidth, muted, paleAccent, second } from "./parts/theme.js";

/** Summaries at several powers, as `powerScaledQuantities` gives them for each component. */
export interface PowerScaledPair {
  readonly prior: readonly PowerScaled[];
  readonly likelihood: readonly PowerScaled[];
}

/** One variable at one power. */
interface PowerScaledPoint {
  readonly variable: string;
  readonly component: ScaledComponent;
  /** 1 is the posterior itself. */
  readonly alpha: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  readonly paretoK: number;
}

/** Options of {@link powerScalePlot}. */
export interface PowerScalePlotOptions {
  readonly title: string;
  /** Pareto k up to which weights are trusted; 0.7 unless told. */
  readonly trusted?: number;
  /** Pixels. */
  readonly width?: number;
}

const cellHeight = 150;
const narrowest = 230;

/**
 * Means with their intervals as a band (of the prior) and as thin lines (of the likelihood), against the power on a logarithmic axis: a level line is a
 * variable that does not depend on the weight. Points whose weights are not to be trusted are crossed out.
 */
export function powerScalePlot(scaled: PowerScaledPair, options: PowerScalePlotOptions): Chart {
  const { width = fullWidth, trusted = 0.7 } = options;
  const points = [...pointsOf("prior", scaled.prior), ...pointsOf("likelihood", scaled.likelihood)];
  const variables = [...new Set(points.map(({ variable }) => variable))];
  const columns = Math.max(1, Math.min(3, variables.length, Math.floor(width / narrowest)));
  const gap = 22;
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const weak = points.filter((point) => !isTrusted(point, trusted));
  const key = legend(
    [
      { label: "weight of the prior", colour: accent, marker: 0, fill: paleAccent },
      { label: "weight of the likelihood", colour: second, marker: 1, dash: "5 3" },
      ...(weak.length > 0 ? [{ label: "not to be trusted", colour: alarm, cross: true, noLine: true }] : []),
    ],
    { left: 0, right: width, top: 0 },
  );
  const rows = Math.max(1, Math.ceil(variables.length / columns));

  return drawing({
    width,
    height: key.height + 4 + rows * cellHeight + 16,
    title: options.title,
    description: describe(points, variables, weak.length),
    table: {
      columns: ["variable", "weight of", "power", "mean", "lower", "upper", "Pareto k"],
      rows: points.map(({ variable, component, alpha, mean, lower, upper, paretoK }) => [
        variable,
        component,
        alpha,
        mean,
        lower,
        upper,
        paretoK,
      ]),
    },
    marks: [
      key.marks,
      variables.map((variable, i) =>
        cell(
          points.filter((point) => point.variable === variable),
          {
            left: (i % columns) * (cellWidth + gap),
            top: key.height + 4 + Math.floor(i / columns) * cellHeight,
            width: cellWidth,
            trusted,
          },
        ),
      ),
      variables.length === 0
        ? lettering(width / 2, 60, "no variable", { anchor: "middle", fill: muted })
        : lettering(width / 2, key.height + rows * cellHeight + 10, "power of prior or likelihood", {
            anchor: "middle",
            fill: muted,
          }),
    ],
  });
}

/** The interval reaches from the first to the last quantile. */
function pointsOf(component: ScaledComponent, scaled: readonly PowerScaled[]): readonly PowerScaledPoint[] {
  return scaled.flatMap(({ alpha, paretoK, variables }) =>
    variables.map(({ variable, mean, quantiles }): PowerScaledPoint => ({
      variable,
      component,
      alpha,
      mean,
      lower: quantiles[0] ?? NaN,
      upper: quantiles[quantiles.length - 1] ?? NaN,
      paretoK: paretoK.value,
    })),
  );
}

/** At the power 1 all weights are equal, and there is no Pareto k to doubt. */
function isTrusted({ alpha, paretoK }: PowerScaledPoint, trusted: number): boolean {
  return alpha === 1 || paretoK <= trusted;
}

interface CellFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly trusted: number;
}

function cell(points: readonly PowerScaledPoint[], { left, top, width, trusted }: CellFrame): Markup {
  const [high, low] = [top + 24, top + cellHeight - 34];
  const y = linearScale(extentOf(points.flatMap((p) => [p.mean, p.lower, p.upper])), [low, high], 0.04);
  const from = left + leftAxisWidth(y, 3);
  const to = left + width - 12;
  const x = logScale(
    points.map(({ alpha }) => alpha),
    [from, to],
  );
  const name = points[0].variable;
  const label = truncate(name, width - 12, fontSize, true);
  const of = (component: string): readonly PowerScaledPoint[] =>
    points.filter((point) => point.component === component).sort((a, b) => a.alpha - b.alpha);
  const [prior, likelihood] = [of("prior"), of("likelihood")];
  return fragment(
    lettering(left, top + 10, label, { weight: 600, ...(label === name ? {} : { full: name }) }),
    leftAxis(y, from, { right: to, count: 3 }),
    bottomAxis(x, low, { count: 4, keep: 1 }),
    prior.length < 2
      ? null
      : area(
          `${polylines([[...trail(prior, "upper", x, y), ...[...trail(prior, "lower", x, y)].reverse()]])}z`,
          paleAccent,
        ),
    openPath(polylines([trail(likelihood, "lower", x, y), trail(likelihood, "upper", x, y)]), {
      stroke: second,
      width: 1,
      dash: "2 2.5",
    }),
    openPath(polylines([trail(prior, "mean", x, y)]), { stroke: accent, width: 1.75 }),
    openPath(polylines([trail(likelihood, "mean", x, y)]), { stroke: second, width: 1.75, dash: "5 3" }),
    [prior, likelihood].map((line, k) =>
      line.map((point) => {
        const at = [x(point.alpha), y(point.mean)] as const;
        return isTrusted(point, trusted)
          ? marker(k, ...at, k === 0 ? accent : second, 34)
          : crosses([at], { stroke: alarm, width: 2 });
      }),
    ),
  );
}

function trail(
  points: readonly PowerScaledPoint[],
  what: "mean" | "lower" | "upper",
  x: Scale,
  y: Scale,
): readonly Place[] {
  return points.map((point): Place => [x(point.alpha), y(point[what])]);
}

function describe(points: readonly PowerScaledPoint[], variables: readonly string[], weak: number): string {
  if (variables.length === 0) return "Power-scaled estimates of no variable.";
  const parts = variables.slice(0, 6).map((variable) => {
    const changes = (["prior", "likelihood"] as const).flatMap((component) => {
      const line = points
        .filter((point) => point.variable === variable && point.component === component)
        .sort((a, b) => a.alpha - b.alpha);
      if (line.length < 2) return [];
      const [first, last] = [line[0], line[line.length - 1]];
      return [
        `mean ${formatNumber(first.mean)} to ${formatNumber(last.mean)} as the power of the ${component} goes from ${formatNumber(first.alpha)} to ${formatNumber(last.alpha)}`,
      ];
    });
    return `${shortName(variable)}: ${changes.length === 0 ? "one power only" : changes.join(", ")}`;
  });
  return [
    `${parts.join("; ")}${variables.length > 6 ? `; and ${count(variables.length - 6, "more variable")} in the table` : ""}.`,
    weak === 0 ? "" : `${count(weak, "point")} with a Pareto k too high to be trusted.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
