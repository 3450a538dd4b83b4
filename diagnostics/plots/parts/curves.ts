/** Paths of curves and of the bands around them, in few bytes. */
import { area, openPath, type Stroke } from "./shapes.js";
import { raw, type Markup } from "./markup.js";
import { polylines, type Place } from "./points.js";

/** What lies closer to a line, in pixels, cannot be seen to lie beside it. */
const finest = 1 / 3;

/** The `d` of a path from point to point, without the points that lie within a third of a pixel of the line between others. */
export function curvePath(places: readonly Place[], grid = 0.5): string {
  return polylines([simplify(places)], grid);
}

/** A curve from point to point. */
export function curve(places: readonly Place[], stroke: Stroke, grid = 0.5): Markup {
  return openPath(curvePath(places, grid), stroke);
}

/** Many curves of one kind, in one path. */
export function curves(lines: readonly (readonly Place[])[], stroke: Stroke, grid = 0.5): Markup {
  return openPath(
    polylines(
      lines.map((line) => simplify(line)),
      grid,
    ),
    stroke,
  );
}

/** Two curves over the same places from left to right. Pixels. */
export interface Band {
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The areas between two curves each, in one path; where either curve has no value there is a gap. `tolerance` in pixels. */
export function bands(all: readonly Band[], fill: string, tolerance = finest): Markup {
  const d = all.map((band) => outline(band, tolerance)).join("");
  return d === "" ? raw("") : area(d, fill);
}

/** The area between two curves. */
export function bandBetween(
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
  fill: string,
): Markup {
  return bands([{ x, low, high }], fill);
}

function outline({ x, low, high }: Band, tolerance: number): string {
  let d = "";
  for (let from = 0; from < x.length;) {
    let to = from;
    while (to < x.length && Number.isFinite(low[to]) && Number.isFinite(high[to])) to++;
    if (to - from > 1) {
      const indices = Array.from({ length: to - from }, (_, k) => from + k);
      const there = simplify(
        indices.map((i): Place => [x[i], high[i]]),
        tolerance,
      );
      const back = simplify(
        indices.reverse().map((i): Place => [x[i], low[i]]),
        tolerance,
      );
      d += `${polylines([[...there, ...back]])}z`;
    }
    from = Math.max(to, from + 1);
  }
  return d;
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

/** Ramer 1972, Computer Graphics and Image Processing 1, 244-256: keeps the point farthest from the line between the ends, and goes on. */
function simplify(places: readonly Place[], tolerance = finest): readonly Place[] {
  const finite = places.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (finite.length < 3) return finite;
  const keep = new Uint8Array(finite.length);
  keep[0] = keep[finite.length - 1] = 1;
  const waiting: (readonly [number, number])[] = [[0, finite.length - 1]];
  while (waiting.length > 0) {
    const [from, to] = waiting.pop()!;
    let [farthest, distance] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const away = distanceTo(finite[i], finite[from], finite[to]);
      if (away > distance) [farthest, distance] = [i, away];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    waiting.push([from, farthest], [farthest, to]);
  }
  return finite.filter((_, i) => keep[i] === 1);
}

/** Of a point from the line between two others, or from the first where they are one. */
function distanceTo([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return Math.sqrt((x - ax) * (x - ax) + (y - ay) * (y - ay));
  // A curve that turns back on its own line is farther than the line.
  const along = ((x - ax) * dx + (y - ay) * dy) / length;
  const across = Math.abs((x - ax) * dy - (y - ay) * dx) / length;
  return along < 0 || along > length ? Math.max(across, Math.max(-along, along - length)) : across;
}
