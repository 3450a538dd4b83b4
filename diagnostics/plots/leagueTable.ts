/** Draws all pairwise effects as a matrix: colour and words tell direction and size. */
import { interpolateRgb } from "d3";
import type { Chart } from "./Chart.js";
import { drawing } from "./drawing.js";
import { count, formatFixed, formatNumber } from "./formatNumber.js";
import { fragment, raw, type Markup } from "./markup.js";
import { box, group, lettering } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { fontSize, ink, muted, smallSize } from "./theme.js";

/** The effect of `to` against `from`, with its 95% interval. */
export interface PairwiseEffect {
  readonly from: string;
  readonly to: string;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Options of {@link leagueTable}. */
export interface LeagueOptions {
  readonly title: string;
  /** Value of no effect: 0 for differences (the default), 1 for ratios. */
  readonly reference?: number;
  /** What a cell holds, such as "odds ratio, row against column". */
  readonly measure?: string;
  /** Decimals in cells, 2 by default. */
  readonly decimals?: number;
}

const headerHeight = 30;
// Pale ends keep dark text at a contrast above 7:1.
const above = interpolateRgb("#ffffff", "#f3bf8d");
const below = interpolateRgb("#ffffff", "#93bfe3");

/**
 * A league table. The cell in the row of B and the column of A is the effect of B against A, so a row reads as one treatment
 * against each of the others. Cells whose interval excludes no effect are set in bold and outlined. From 13 treatments on, cells hold the
 * estimate alone and the interval stands in the table behind.
 *
 * @param effects ordered pairs; pairs that are missing leave a blank cell
 */
export function leagueTable(
  effects: readonly PairwiseEffect[],
  treatments: readonly string[],
  options: LeagueOptions,
): Chart {
  const { reference = 0, decimals = 2 } = options;
  const cells = new Map(effects.map((effect) => [key(effect.from, effect.to), effect]));
  const compact = treatments.length > 12;
  const shape = layout(effects, treatments, compact, decimals);
  const furthest = effects.reduce((most, { mean }) => Math.max(most, distance(mean, reference)), 0);

  return drawing({
    width: shape.left + treatments.length * shape.cellWidth + 2,
    height: headerHeight + treatments.length * shape.cellHeight + 2,
    title: options.title,
    description: describe(effects, treatments, reference),
    table: {
      columns: ["treatment", "against", options.measure ?? "effect", "2.5%", "97.5%"],
      rows: effects.map(({ from, to, mean, lower, upper }) => [to, from, mean, lower, upper]),
    },
    marks: [
      treatments.map((treatment, i) => header(treatment, i, shape)),
      treatments.flatMap((row, i) =>
        treatments.map((column, j) => {
          const x = shape.left + j * shape.cellWidth;
          const y = headerHeight + i * shape.cellHeight;
          if (i === j) return diagonal(x, y, shape);
          const effect = cells.get(key(column, row));
          if (effect === undefined) return raw("");
          return cell(effect, x, y, { shape, compact, decimals, reference, furthest });
        }),
      ),
    ],
  });
}

interface Shape {
  readonly left: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

function layout(
  effects: readonly PairwiseEffect[],
  treatments: readonly string[],
  compact: boolean,
  decimals: number,
): Shape {
  const labels = treatments.reduce((most, name) => Math.max(most, textWidth(name, fontSize)), 0);
  const widest = effects.reduce(
    (most, effect) =>
      Math.max(
        most,
        textWidth(compact ? formatFixed(effect.mean, decimals) : intervalText(effect, decimals), smallSize),
      ),
    30,
  );
  const names = Math.min(labels, compact ? 60 : 110);
  return { left: Math.min(150, labels) + 12, cellWidth: Math.max(widest, names) + 14, cellHeight: compact ? 26 : 42 };
}

function header(treatment: string, i: number, { left, cellWidth, cellHeight }: Shape): Markup {
  const onTop = truncate(treatment, cellWidth - 8, fontSize);
  const atLeft = truncate(treatment, left - 12, fontSize);
  return fragment(
    lettering(left + (i + 0.5) * cellWidth, headerHeight - 13, onTop, {
      anchor: "middle",
      weight: 600,
      ...(onTop === treatment ? {} : { full: treatment }),
    }),
    lettering(left - 10, headerHeight + (i + 0.5) * cellHeight, atLeft, {
      anchor: "end",
      weight: 600,
      ...(atLeft === treatment ? {} : { full: treatment }),
    }),
  );
}

function diagonal(x: number, y: number, { cellWidth, cellHeight }: Shape): Markup {
  return box(x + 1.5, y + 1.5, cellWidth - 3, cellHeight - 3, "#eef0f3");
}

interface CellOptions {
  readonly shape: Shape;
  readonly compact: boolean;
  readonly decimals: number;
  readonly reference: number;
  readonly furthest: number;
}

function cell(effect: PairwiseEffect, x: number, y: number, options: CellOptions): Markup {
  const { compact, decimals, reference, furthest } = options;
  const { cellWidth, cellHeight } = options.shape;
  const clear = excludes(effect, reference);
  const weight = clear ? "bold" : "normal";
  const fill = effect.mean >= reference ? above : below;
  const share = furthest > 0 ? distance(effect.mean, reference) / furthest : 0;
  const middle = x + cellWidth / 2;
  return group(
    { "text-anchor": "middle" },
    box(
      x + 1.5,
      y + 1.5,
      cellWidth - 3,
      cellHeight - 3,
      Number.isFinite(share) ? fill(share) : "#ffffff",
      clear ? ink : undefined,
    ),
    lettering(middle, y + cellHeight / 2 - (compact ? 0 : 7), formatFixed(effect.mean, decimals), {
      weight,
      size: compact ? smallSize : fontSize,
    }),
    compact
      ? null
      : lettering(middle, y + cellHeight / 2 + 9, intervalText(effect, decimals), {
          size: smallSize - 1,
          fill: clear ? ink : muted,
        }),
  );
}

function intervalText({ lower, upper }: PairwiseEffect, decimals: number): string {
  return `${formatFixed(lower, decimals)} to ${formatFixed(upper, decimals)}`;
}

/** Distance from no effect; ratios are compared by their factor, so that 2 and 1/2 are equally far from 1. */
function distance(mean: number, reference: number): number {
  if (!Number.isFinite(mean)) return 0;
  if (reference === 1 && mean > 0) return mean >= 1 ? mean - 1 : 1 / mean - 1;
  return Math.abs(mean - reference);
}

function excludes({ lower, upper }: PairwiseEffect, reference: number): boolean {
  return lower > reference || upper < reference;
}

/** Pairs of names as one key that no name can imitate. */
function key(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function describe(effects: readonly PairwiseEffect[], treatments: readonly string[], reference: number): string {
  const clear = effects.filter((effect) => excludes(effect, reference) && effect.mean > reference);
  const named = clear.slice(0, 5).map(({ to, from, mean }) => `${to} against ${from} ${formatNumber(mean)}`);
  return [
    `League table of ${count(treatments.length, "treatment")}: each cell is the row against the column.`,
    clear.length === 0
      ? `No 95% interval excludes ${formatNumber(reference)}.`
      : `${count(clear.length, "comparison")} with a 95% interval above ${formatNumber(reference)}: ${named.join("; ")}${clear.length > 5 ? "; and more in the table" : ""}.`,
  ].join(" ");
}
