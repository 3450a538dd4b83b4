/** How the cells of a pair plot lie, and the numbers along its left and lower edges. */
import { roundestFirst, spacedTicks, type Scale } from "./axes.js";
import { formatNumber } from "./formatNumber.js";
import type { Markup } from "./markup.js";
import type { Box } from "../Panel.js";
import { pairScale, type PairCell } from "./PairCell.js";
import { group, lettering, segment } from "./shapes.js";
import { textWidth } from "./textWidth.js";
import { muted, rule, smallSize } from "./theme.js";

const gap = 8;

/** Rows and columns below the diagonal. */
export function pairsOf(n: number): readonly (readonly [row: number, column: number])[] {
  return Array.from({ length: n }, (_, row) =>
    Array.from({ length: row }, (_, column) => [row, column] as const),
  ).flat();
}

/** Where cells are, in pixels. */
export interface PairGrid {
  /** Of the first column. */
  readonly left: number;
  readonly bottom: number;
  readonly boxOf: (row: number, column: number) => Box;
}

/** Lays out the cells below `top` in a drawing of the given width. */
export function pairGrid(cells: readonly PairCell[], top: number, width: number): PairGrid {
  const left = yAxisWidth(cells);
  const { widths, heights } = cellSizes(cells.length, width - left - 4);
  return {
    left,
    bottom: top + sum(heights) + Math.max(0, cells.length - 1) * gap,
    boxOf: (row, column) => {
      const x = left + sum(widths.slice(0, column)) + column * gap;
      const y = top + sum(heights.slice(0, row)) + row * gap;
      return [x, y, x + widths[column], y + heights[row]];
    },
  };
}

/** Numbers left of the first column and below the last row. */
export function pairAxes(cells: readonly PairCell[], { boxOf, bottom }: PairGrid): Markup {
  const last = cells.length - 1;
  return group(
    { "font-size": smallSize, fill: muted },
    cells.map((cell, column) => {
      const [left, , right] = boxOf(last, column);
      const scale = pairScale(cell, left, right);
      return spacedTicks(scale, 3)
        .filter((tick) => fits(scale(tick), labelOf(tick), left - gap / 2, right + gap / 2))
        .map((tick) => [
          segment(scale(tick), bottom, scale(tick), bottom + 3, { stroke: rule }),
          lettering(scale(tick), bottom + 12, labelOf(tick), { anchor: "middle", inheritedSize: smallSize }),
        ]);
    }),
    cells.slice(1).map((cell, i) => {
      const [left, top, , low] = boxOf(i + 1, 0);
      const scale = pairScale(cell, low, top);
      return verticalTicks(scale).map((tick) =>
        lettering(left - 5, scale(tick), labelOf(tick), { anchor: "end", inheritedSize: smallSize }),
      );
    }),
  );
}

function labelOf(tick: number): string {
  return formatNumber(tick, 4);
}

function fits(x: number, label: string, from: number, to: number): boolean {
  const half = textWidth(label, smallSize) / 2;
  return x - half >= from && x + half <= to;
}

/** Ticks of a vertical axis that keep a line's height from one another and from the ends. */
function verticalTicks(scale: Scale): readonly number[] {
  const [bottom, top] = scale.range();
  return roundestFirst(scale.ticks(3), scale).reduce<readonly number[]>((kept, tick) => {
    const y = scale(tick);
    const inside = Number.isFinite(y) && y <= bottom - 5 && y >= top + 5;
    const free = kept.every((other) => Math.abs(scale(other) - y) >= smallSize + 5);
    return inside && free ? [...kept, tick] : kept;
  }, []);
}

function yAxisWidth(cells: readonly PairCell[]): number {
  const labels = cells.slice(1).flatMap((cell) => pairScale(cell, 100, 0).ticks(3).map(labelOf));
  return labels.reduce((most, label) => Math.max(most, textWidth(label, smallSize)), 12) + 8;
}

/** Pixels of columns and rows: alike, but of two variables the one cloud of points gets most of the room. */
function cellSizes(
  n: number,
  width: number,
): { readonly widths: readonly number[]; readonly heights: readonly number[] } {
  if (n === 2) {
    const room = width - gap;
    return { widths: [room * 0.68, room * 0.32], heights: [92, Math.min(room * 0.6, 260)] };
  }
  const each = (width - gap * (n - 1)) / Math.max(n, 1);
  return { widths: new Array<number>(n).fill(each), heights: new Array<number>(n).fill(Math.min(each, 220)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
