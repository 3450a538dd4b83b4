/** Many points in one path: a drawing of thousands of draws must stay small. */
import { element, raw, type Markup } from "./markup.js";

/** A place in the drawing, in pixels. */
export type Place = readonly [x: number, y: number];

/** Options of {@link dots}. */
export interface DotOptions {
  readonly fill: string;
  /** Diameter in pixels. */
  readonly size?: number;
  readonly opacity?: number;
  /** Places are rounded to it, and what falls onto one place is drawn once; half a pixel unless told. */
  readonly grid?: number;
}

/**
 * Points as strokes without length whose round caps are the dots: one element however many there are. Places that are
 * not finite are left out.
 *
 * @example
 * dots([[10, 20], [13, 20]], { fill: "#000" }).markup; // '<path d="M10 20h0m3 0h0" …'
 */
export function dots(places: readonly Place[], options: DotOptions): Markup {
  const { fill, size = 3, opacity, grid = 0.5 } = options;
  const d = strokes(places, grid, "h0", [0, 0]);
  if (d === "") return raw("");
  return element("path", {
    d,
    stroke: fill,
    "stroke-width": size,
    "stroke-linecap": "round",
    "stroke-opacity": opacity,
    fill: "none",
  });
}

/** Options of {@link crosses}. */
export interface CrossOptions {
  readonly stroke: string;
  /** Width of the line. */
  readonly width?: number;
  readonly grid?: number;
}

/** Points as crosses of 4 pixels, in one path. */
export function crosses(places: readonly Place[], { stroke, width = 1.25, grid = 0.5 }: CrossOptions): Markup {
  const corners = places.map(([x, y]): Place => [x - 2, y - 2]);
  const d = strokes(corners, grid, "l4 4m0-4l-4 4", [0, 4]);
  return d === "" ? raw("") : element("path", { d, stroke, "stroke-width": width, fill: "none" });
}

/**
 * A path through broken lines, each from point to point; relative and rounded to `grid`, which halves its length. Points
 * that are not finite are passed over.
 */
export function polylines(lines: readonly (readonly Place[])[], grid = 0.5): string {
  let at: Place = [0, 0];
  let d = "";
  for (const line of lines) {
    const rounded = line.filter(isFinitePlace).map((place) => snap(place, grid));
    if (rounded.length < 2) continue;
    rounded.forEach((to, i) => {
      d += `${d === "" ? "M" : i === 0 ? "m" : "l"}${relative(at, to)}`;
      at = to;
    });
  }
  return d;
}

/** `mark` at each place, by relative moves; `drift` is how far the pen is from the place after it. */
function strokes(places: readonly Place[], grid: number, mark: string, drift: Place): string {
  let at: Place = [0, 0];
  let d = "";
  for (const place of distinct(places, grid)) {
    d += `${d === "" ? "M" : "m"}${relative(at, place)}${mark}`;
    at = [place[0] + drift[0], place[1] + drift[1]];
  }
  return d;
}

/** Rounded places, each once, from left to right, so that moves between them are short. */
function distinct(places: readonly Place[], grid: number): readonly Place[] {
  const sorted = places
    .filter(isFinitePlace)
    .map((place) => snap(place, grid))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return sorted.filter((place, i) => i === 0 || place[0] !== sorted[i - 1][0] || place[1] !== sorted[i - 1][1]);
}

function isFinitePlace([x, y]: Place): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function snap([x, y]: Place, grid: number): Place {
  return [Math.round(x / grid) * grid, Math.round(y / grid) * grid];
}

function relative(from: Place, to: Place): string {
  const x = short(to[0] - from[0]);
  const y = short(to[1] - from[1]);
  return y.startsWith("-") ? `${x}${y}` : `${x} ${y}`;
}

/** `.5` for 0.5: a zero that nobody needs, a thousand times. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100).replace(/^(-?)0\./, "$1.");
}
