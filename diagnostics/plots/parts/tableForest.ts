/** A table with an axis among its columns: the body of every forest plot that prints numbers beside its intervals. */
import { bottomAxis, type Scale } from "./axes.js";
import { fragment, type Child, type Markup } from "./markup.js";
import { box, group, lettering, segment } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { band, faint, fontSize, fullWidth, muted, rule, smallSize } from "./theme.js";
import { isBeyond, isDrawable } from "./intervalMark.js";

/** A column of text. The first column at the left names the rows. */
export interface TextColumn {
  /** One or two lines. */
  readonly title: readonly string[];
  /** Where texts begin; figures end alike unless told. */
  readonly anchor?: "start" | "end";
  /** On narrow drawings columns with the highest number go first; those without one stay. */
  readonly drop?: number;
}

/** A cell that may stand out. */
export interface StrongText {
  readonly text: string;
  readonly strong: boolean;
}

/** A line of the table. */
export interface TableLine {
  readonly height: number;
  /** Words that stand in place of cells, and whether they are a remark on the lines above or the name of those below. */
  readonly heading?: string;
  readonly isNote?: boolean;
  /** By column; what is absent is blank. */
  readonly left?: readonly string[];
  /** Several texts of one cell stand below one another. */
  readonly right?: readonly (string | readonly string[] | StrongText)[];
  readonly strong?: boolean;
  /** A line above. */
  readonly ruled?: boolean;
  /** What stands on the axis, at height y. */
  readonly marks?: (scale: Scale, y: number) => Child;
}

/** The columns and the axis. */
export interface TableForestOptions {
  readonly left: readonly TextColumn[];
  readonly right: readonly TextColumn[];
  readonly scale: (range: readonly [number, number]) => Scale;
  /** Value of no effect: a dashed line. */
  readonly reference?: number;
  /** Values within which the ground is shaded. */
  readonly shaded?: readonly [number, number];
  readonly axisTitle?: string;
  /** What lies below and what above the reference. */
  readonly favours?: readonly [string, string];
  /** Pixels. */
  readonly width?: number;
  readonly top?: number;
  /** How ticks are written. */
  readonly format?: (value: number) => string;
}

const gap = 14;
const lineHeight = 14;
const narrowest = 150;

/** Lines below one another, and the height they take with the axis. */
export function tableForest(
  lines: readonly TableLine[],
  options: TableForestOptions,
): { readonly marks: Markup; readonly height: number } {
  const { width = fullWidth, top: start = 0, reference, shaded, axisTitle, favours } = options;
  const shape = layout(lines, options, width);
  const headers = [...shape.left, ...shape.right].reduce((most, { column }) => Math.max(most, column.title.length), 0);
  const top = start + (headers === 0 ? 4 : headers * lineHeight + 10);
  const scale = options.scale([shape.from, shape.to]);
  let y = top;
  const placed = lines.map((line) => {
    const middle = y + line.height / 2;
    y += line.height;
    return { line, y: middle };
  });
  const bottom = Math.max(y, top + 20) + 4;
  const words = favours === undefined ? null : favoursWords(favours, scale, reference, bottom + 32, width);
  const titleAt = bottom + (favours === undefined ? 32 : 50);
  return {
    height: titleAt + (axisTitle === undefined ? -8 : 12),
    marks: fragment(
      shaded === undefined ? null : shade(shaded, scale, top, bottom),
      header(shape, start, headers),
      bottomAxis(scale, bottom, {
        top,
        count: Math.max(3, Math.round((shape.to - shape.from) / 60)),
        ...(reference === undefined ? {} : { keep: reference }),
        ...(options.format === undefined ? {} : { format: options.format }),
      }),
      reference === undefined || !isDrawable(scale, reference) || isBeyond(scale, reference)
        ? null
        : segment(scale(reference), top - 2, scale(reference), bottom, { stroke: rule, dash: "4 3", width: 1.25 }),
      placed.map(({ line, y: middle }) =>
        line.ruled ? segment(0, middle - line.height / 2, width, middle - line.height / 2, { stroke: faint }) : null,
      ),
      placed.map(({ line, y: middle }) => cells(line, middle, shape, width)),
      placed.map(({ line, y: middle }) => line.marks?.(scale, middle)),
      words,
      axisTitle === undefined ? null : title(axisTitle, (shape.from + shape.to) / 2, titleAt, width),
    ),
  };
}

interface PlacedColumn {
  readonly column: TextColumn;
  /** Of the cells of a line, which is its own. */
  readonly index: number;
  readonly x: number;
  readonly width: number;
}

interface Shape {
  readonly left: readonly PlacedColumn[];
  readonly right: readonly PlacedColumn[];
  readonly from: number;
  readonly to: number;
}

function layout(lines: readonly TableLine[], { left, right }: TableForestOptions, width: number): Shape {
  const sized = (columns: readonly TextColumn[], side: "left" | "right") =>
    columns.map((column, index) => ({ column, index, side, width: columnWidth(lines, column, index, side, width) }));
  let kept = [...sized(left, "left"), ...sized(right, "right")];
  const room = (): number => width - kept.reduce((sum, column) => sum + column.width + gap, 0);
  while (room() < Math.max(narrowest, width * 0.24)) {
    const last = kept.reduce((most, { column }) => Math.max(most, column.drop ?? -1), -1);
    if (last < 0) break;
    kept = kept.filter(({ column }) => column.drop !== last);
  }
  // What is still missing is taken from the names, which are shortened.
  const short = Math.max(0, narrowest - room());
  kept = kept.map((column, i) => (i === 0 ? { ...column, width: Math.max(56, column.width - short) } : column));
  let x = 0;
  const place = (side: "left" | "right"): readonly PlacedColumn[] =>
    kept
      .filter((column) => column.side === side)
      .map((column) => {
        const at = x;
        x += column.width + gap;
        return { ...column, x: at };
      });
  const placedLeft = place("left");
  const from = x;
  x = from + Math.max(60, room());
  const to = x - 8;
  x += gap - 8;
  return { left: placedLeft, right: place("right"), from, to };
}

function columnWidth(
  lines: readonly TableLine[],
  { title: titles }: TextColumn,
  index: number,
  side: "left" | "right",
  width: number,
): number {
  const isName = side === "left" && index === 0;
  const size = isName ? fontSize : smallSize;
  const texts = lines.flatMap((line) => {
    return textsOf(line[side]?.[index]).map((text) => textWidth(text.text, size, line.strong || text.strong));
  });
  const widest = [...titles.map((text) => textWidth(text, smallSize, true)), ...texts].reduce(
    (a, b) => Math.max(a, b),
    isName ? 40 : 0,
  );
  return Math.min(widest, isName ? width * 0.3 : width * 0.28);
}

function header({ left, right }: Shape, top: number, lines: number): Markup {
  return group(
    { "font-size": smallSize, "font-weight": 600, fill: muted },
    [...left, ...right].map(({ column, x, width }) =>
      column.title.map((text, i) => {
        const shown = truncate(text, width, smallSize, true);
        return lettering(
          column.anchor === "start" ? x : x + width,
          top + (lines - column.title.length + i + 0.5) * lineHeight + 2,
          shown,
          {
            anchor: column.anchor ?? "end",
            inheritedSize: smallSize,
            ...(shown === text ? {} : { full: text }),
          },
        );
      }),
    ),
  );
}

function cells(
  { heading, isNote, left = [], right = [], strong }: TableLine,
  y: number,
  shape: Shape,
  width: number,
): Child {
  const text = (
    cell: string,
    { column, x, width: room }: PlacedColumn,
    at: number,
    size: number,
    isStrong = strong,
  ): Markup => {
    const shown = truncate(cell, room, size, isStrong);
    return lettering(column.anchor === "start" ? x : x + room, at, shown, {
      anchor: column.anchor ?? "end",
      ...(size === fontSize ? {} : { size }),
      ...(isStrong ? { weight: 600 as const } : {}),
      ...(shown === cell ? {} : { full: cell }),
    });
  };
  const shownHeading =
    heading === undefined ? "" : truncate(heading, width - 4, isNote ? smallSize : fontSize, !isNote);
  return [
    heading === undefined
      ? null
      : lettering(0, y, shownHeading, {
          ...(isNote ? { size: smallSize } : { weight: 600 }),
          fill: muted,
          ...(shownHeading === heading ? {} : { full: heading }),
        }),
    shape.left.map((column) => {
      const cell = left[column.index] ?? "";
      return cell === "" ? null : text(cell, column, y, column.index === 0 ? fontSize : smallSize);
    }),
    shape.right.map((column) => {
      const stacked = textsOf(right[column.index]);
      return stacked.map((part, i) =>
        part.text === ""
          ? null
          : text(part.text, column, y + (i - (stacked.length - 1) / 2) * lineHeight, smallSize, strong || part.strong),
      );
    }),
  ];
}

function textsOf(cell: string | readonly string[] | StrongText = ""): readonly StrongText[] {
  if (typeof cell === "object" && "text" in cell) return [cell];
  return (typeof cell === "string" ? [cell] : cell).map((text) => ({ text, strong: false }));
}

function shade([low, high]: readonly [number, number], scale: Scale, top: number, bottom: number): Child {
  if (!isDrawable(scale, low) || !isDrawable(scale, high)) return null;
  return box(scale(low), top, scale(high) - scale(low), bottom - top, band);
}

/** Words to either side of the reference, from there outwards. */
function favoursWords(
  [below, above]: readonly [string, string],
  scale: Scale,
  reference: number | undefined,
  y: number,
  width: number,
): Markup {
  const [from, to] = scale.range();
  const middle = reference === undefined || !isDrawable(scale, reference) ? (from + to) / 2 : scale(reference);
  const words = (text: string, side: -1 | 1): Markup | null => {
    const room = (side < 0 ? middle : width - middle) - 12;
    if (text === "" || room < 40) return null;
    const full = side < 0 ? `← ${text}` : `${text} →`;
    const shown = truncate(full, room, smallSize);
    return lettering(middle + side * 8, y, shown, {
      anchor: side < 0 ? "end" : "start",
      size: smallSize,
      fill: muted,
      ...(shown === full ? {} : { full }),
    });
  };
  return fragment(words(below, -1), words(above, 1));
}

function title(text: string, middle: number, y: number, width: number): Markup {
  const shown = truncate(text, 2 * Math.min(middle, width - middle), fontSize);
  return lettering(middle, y, shown, { anchor: "middle", fill: muted, ...(shown === text ? {} : { full: text }) });
}
