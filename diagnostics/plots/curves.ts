/** Paths of curves and of the bands around them, in few bytes. */
import { area, openPath, type Stroke } from "./shapes.js";
import { raw, type Markup } from "./markup.js";
import { polylines, type Place } from "./points.js";

/** The `d` of a path from point to point; points that change nothing of its course are left out. */
export function curvePath(places: readonly Place[], grid = 0.5): string {
  return polylines([simplify(places, grid)], grid);
}

/** A curve from point to point. */
export function curve(places: readonly Place[], stroke: Stroke, grid = 0.5): Markup {
  return openPath(curvePath(places, grid), stroke);
}

/**
 * The area between two curves over the same places from left to right; where either has no value there is a gap.
 *
 * @param x pixels, as `low` and `high`
 */
export function bandBetween(
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
  fill: string,
): Markup {
  const pieces: string[] = [];
  for (let from = 0; from < x.length;) {
    let to = from;
    while (to < x.length && Number.isFinite(low[to]) && Number.isFinite(high[to])) to++;
    if (to - from > 1) {
      const indices = Array.from({ length: to - from }, (_, k) => from + k);
      const there = simplify(indices.map((i): Place => [x[i], high[i]]));
      const back = simplify(indices.reverse().map((i): Place => [x[i], low[i]]));
      pieces.push(`${polylines([[...there, ...back]])}z`);
    }
    from = Math.max(to, from + 1);
  }
  return pieces.length === 0 ? raw("") : area(pieces.join(""), fill);
}

/** A staircase that keeps each height until the next place, as points to draw lines between. */
export function staircase(places: readonly Place[]): readonly Place[] {
  return places.flatMap(([x, y], i): readonly Place[] =>
    i === 0
      ? [[x, y]]
      : [
          [x, places[i - 1][1]],
          [x, y],
        ],
  );
}

/** Drops points on the line between their neighbours, after rounding. */
function simplify(places: readonly Place[], grid = 0.5): readonly Place[] {
  const kept: Place[] = [];
  for (const [px, py] of places) {
    const [x, y] = [Math.round(px / grid) * grid, Math.round(py / grid) * grid];
    const b = kept[kept.length - 1];
    const a = kept[kept.length - 2];
    if (b !== undefined && b[0] === x && b[1] === y) continue;
    const straight =
      a !== undefined &&
      (b[0] - a[0]) * (y - a[1]) === (b[1] - a[1]) * (x - a[0]) &&
      // A point where the curve turns back lies on the line, too.
      (b[0] - a[0]) * (x - b[0]) >= 0 &&
      (b[1] - a[1]) * (y - b[1]) >= 0;
    if (straight) kept.pop();
    kept.push([x, y]);
  }
  return kept;
}
