/** Draws all pairwise effects as a matrix: colour and words tell direction and size. */
import { log } from "../../engine/math/log.js";
import type { Chart } from "./Chart.js";
import { drawing } from "./parts/drawing.js";
import type { NumberFormat } from "./parts/estimateText.js";
import { count, formatFixed, formatNumber } from "./parts/formatNumber.js";
import { coordinate, fragment, raw, type Markup } from "./parts/markup.js";
import { box, group, lettering } from "./parts/shapes.js";
import { shortName } from "./parts/shortName.js";
import { textWidth, truncate } from "./parts/textWidth.js";
import { wrapWords } from "./parts/wrapWords.js";
import { band, coolGrounds, fontSize, ink, muted, paper, smallSize, warmGrounds } from "./parts/theme.js";

/** The effect of `to` against `from`, with its 95% interval. */
export interface PairwiseEffect {
  readonly from: string;
  readonly to: string;
  /** Posterior mean, or better the median, which keeps its meaning when ratios are turned round. */
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Options of {@link leagueTable}. */
export interface LeagueOptions {
  readonly title: string;
  /** Value of no effect: 0 for differences (the default), 1 for ratios. */
  readonly reference?: number;
  /** What a cell holds, such as "odds ratio". */
  readonly measure?: string;
  /** Decimals in cells, 2 by default; ratios above 100 get none and those below 0.1 more. */
  readonly decimals?: number;
}

/** Nothing for no effect, then steps up to the furthest. */
function groundOf(share: number, above: boolean): string {
  const grounds = above ? warmGrounds : coolGrounds;
  const step = Math.round(share * grounds.length);
  return step >= 1 ? grounds[step - 1] : paper;
}

/**
 * A league table. The cell in the row of B and the column of A is the effect of B against A, in both triangles, so a row reads as one
 * treatment against each of the others; the drawing says so above. Cells whose interval excludes no effect are set in bold and outlined. From
 * 17 treatments on, cells hold the estimate alone and the interval stands in the table behind.
 *
 * @param effects ordered pairs; of a pair given in one direction only the other is worked out, as the negative or, for ratios, the
 * reciprocal. Pairs that are missing leave a blank cell.
 */
export function leagueTable(
  given: readonly PairwiseEffect[],
  treatments: readonly string[],
  options: LeagueOptions,
): Chart {
  const { reference = 0, decimals = 2, measure = "effect" } = options;
  const effects = bothDirections(given, reference);
  const cells = new Map(effects.map((effect) => [key(effect.from, effect.to), effect]));
  const compact = treatments.length > 16;
  const format = formatOf(reference, decimals);
  const shape = layout(
    effects,
    treatments,
    compact,
    format,
    wordsOf(effects, treatments, { measure, reference, compact, format }),
  );
  const furthest = effects.reduce((most, { mean }) => Math.max(most, distance(mean, reference)), 0);

  return drawing({
    width: shape.width,
    height: shape.top + treatments.length * shape.cellHeight + 2,
    title: options.title,
    description: describe(effects, treatments, reference),
    table: {
      columns: ["treatment", "against", measure, "2.5%", "97.5%"],
      rows: effects.map(({ from, to, mean, lower, upper }) => [to, from, mean, lower, upper]),
    },
    marks: [
      shape.words.map((line, i) => lettering(0, 9 + 15 * i, line, { size: smallSize, fill: muted })),
      treatments.map((treatment, i) => header(treatment, i, shape)),
      group(
        { "text-anchor": "middle", "font-size": smallSize },
        treatments.flatMap((row, i) =>
          treatments.map((column, j) => {
            const x = shape.left + j * shape.cellWidth;
            const y = shape.top + i * shape.cellHeight;
            if (i === j) return diagonal(x, y, shape);
            const effect = cells.get(key(column, row));
            if (effect === undefined) return raw("");
            return cell(effect, x, y, { shape, compact, format, reference, furthest });
          }),
        ),
      ),
    ],
  });
}

interface WordsOptions {
  readonly measure: string;
  readonly reference: number;
  readonly compact: boolean;
  readonly format: NumberFormat;
}

/** In words above the drawing, since published tables have been misread for want of them. */
function wordsOf(
  effects: readonly PairwiseEffect[],
  treatments: readonly string[],
  { measure, reference, compact, format }: WordsOptions,
): string {
  const clear = effects.some((effect) => excludes(effect, reference));
  const first = effects.find(({ from }) => from === treatments[0]) ?? effects[0];
  const example =
    first === undefined ? "" : ` (${shortName(first.to)} against ${shortName(first.from)}: ${format(first.mean)})`;
  return [
    `Each cell: ${measure} of its row against its column${example}${compact ? "." : ", with the 95% interval."}`,
    clear ? `Bold and framed: the 95% interval excludes ${formatNumber(reference)}.` : "",
  ].join(" ");
}

/** The effects given, and the reverse of those whose reverse is not. */
function bothDirections(given: readonly PairwiseEffect[], reference: number): readonly PairwiseEffect[] {
  const known = new Set(given.map(({ from, to }) => key(from, to)));
  const turn = (value: number): number => (reference === 1 ? 1 / value : 2 * reference - value);
  return [
    ...given,
    ...given
      .filter(({ from, to }) => !known.has(key(to, from)))
      .map(({ from, to, mean, lower, upper }) => ({
        from: to,
        to: from,
        mean: turn(mean),
        lower: turn(upper),
        upper: turn(lower),
      })),
  ];
}

/** Ratios far from 1 get fewer or more decimals, so that 0.004 is not printed as 0.00. */
function formatOf(reference: number, decimals: number): NumberFormat {
  if (reference !== 1) return (value) => formatFixed(value, decimals);
  return (value) => {
    if (value >= 100) return formatFixed(value, 0);
    if (!(value > 0)) return formatFixed(value, decimals);
    let needed = decimals;
    for (let unit = 0.1; value < unit && needed < 6; unit /= 10) needed++;
    return formatFixed(value, needed);
  };
}

interface Shape {
  readonly width: number;
  readonly words: readonly string[];
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Column names are set aslant where columns are narrow. */
  readonly slanted: boolean;
}

// Half the square root of two: names set aslant by 45 degrees reach up and to the right by this share of their width.
const diagonalShare = 0.7071;

function layout(
  effects: readonly PairwiseEffect[],
  treatments: readonly string[],
  compact: boolean,
  format: NumberFormat,
  words: string,
): Shape {
  const labels = Math.min(
    180,
    treatments.reduce((most, name) => Math.max(most, textWidth(name, fontSize, true)), 0),
  );
  const widest = effects.reduce(
    (most, effect) =>
      Math.max(most, textWidth(compact ? format(effect.mean) : intervalText(effect, format), smallSize, true)),
    30,
  );
  const slanted = treatments.length > 5 && labels > widest;
  const reach = labels * diagonalShare;
  const left = labels + 14;
  const cellWidth = slanted || compact ? widest + 10 : Math.max(widest, Math.min(labels, 130)) + 16;
  // The last slanted name needs room beyond its column, and few columns less than the words above them.
  const width = Math.max(left + treatments.length * cellWidth + 2 + (slanted ? reach : 0), 320);
  // Of a table that scrolls the words must be seen without scrolling.
  const lines = wrapWords(words, Math.min(width, 760), smallSize);
  return {
    width,
    words: lines,
    left,
    top: 15 * lines.length + (slanted ? reach + 20 : 36),
    cellWidth,
    cellHeight: compact ? 26 : 44,
    slanted,
  };
}

function header(treatment: string, i: number, { left, top, cellWidth, cellHeight, slanted }: Shape): Markup {
  const onTop = truncate(treatment, slanted ? 180 : cellWidth - 6, fontSize, true);
  const atLeft = truncate(treatment, left - 12, fontSize, true);
  const middle = left + (i + 0.5) * cellWidth;
  return fragment(
    slanted
      ? group(
          { transform: `rotate(-45 ${coordinate(middle)} ${coordinate(top - 8)})` },
          lettering(middle, top - 10, onTop, { weight: 600, ...(onTop === treatment ? {} : { full: treatment }) }),
        )
      : lettering(middle, top - 13, onTop, {
          anchor: "middle",
          weight: 600,
          ...(onTop === treatment ? {} : { full: treatment }),
        }),
    lettering(left - 10, top + (i + 0.5) * cellHeight, atLeft, {
      anchor: "end",
      weight: 600,
      ...(atLeft === treatment ? {} : { full: treatment }),
    }),
  );
}

function diagonal(x: number, y: number, { cellWidth, cellHeight }: Shape): Markup {
  return box(x + 1.5, y + 1.5, cellWidth - 3, cellHeight - 3, band);
}

interface CellOptions {
  readonly shape: Shape;
  readonly compact: boolean;
  readonly format: NumberFormat;
  readonly reference: number;
  readonly furthest: number;
}

/** One cell; its texts stand in a group that centres them and sets their size. */
function cell(effect: PairwiseEffect, x: number, y: number, options: CellOptions): Markup {
  const { compact, format, reference, furthest } = options;
  const { cellWidth, cellHeight } = options.shape;
  const clear = excludes(effect, reference);
  const share = furthest > 0 ? distance(effect.mean, reference) / furthest : 0;
  const middle = x + cellWidth / 2;
  const colour = groundOf(share, effect.mean >= reference);
  return fragment(
    box(x + 1.5, y + 1.5, cellWidth - 3, cellHeight - 3, colour, clear ? ink : undefined),
    lettering(middle, y + cellHeight / 2 - (compact ? 0 : 8), format(effect.mean), {
      ...(clear ? { weight: "bold" } : {}),
      ...(compact ? { inheritedSize: smallSize } : { size: fontSize + 1 }),
    }),
    compact
      ? null
      : lettering(middle, y + cellHeight / 2 + 10, intervalText(effect, format), { inheritedSize: smallSize }),
  );
}

function intervalText({ lower, upper }: PairwiseEffect, format: NumberFormat): string {
  return `${format(lower)} to ${format(upper)}`;
}

/** Distance from no effect; ratios are compared by their factor, so that 2 and 1/2 are equally far from 1. */
function distance(mean: number, reference: number): number {
  if (!Number.isFinite(mean)) return 0;
  if (reference === 1 && mean > 0) return Math.abs(log(mean));
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
