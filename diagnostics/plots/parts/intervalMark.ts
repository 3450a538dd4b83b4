/** The marks of an estimate on an axis: a line with a point, and the diamond of what is pooled. */
import type { IntervalEstimate } from "../IntervalEstimate.js";
import type { Scale } from "./axes.js";
import { coordinate, element, fragment, raw, type Markup } from "./markup.js";
import { lettering, marker, segment } from "./shapes.js";
import { alarm, muted, paper, smallSize } from "./theme.js";

/** How an interval is drawn. */
export interface IntervalLook {
  readonly colour: string;
  /** Number of the marker's shape. */
  readonly shape: number;
  /** Square pixels of the marker, 42 unless told. */
  readonly size?: number;
  /** Of the line, in pixels. */
  readonly width?: number;
  /** Said in place of an estimate that is none; nothing is said where it is empty. */
  readonly missing?: string;
}

/** An interval with its point at height y; ends that lie beyond the axis are arrows. */
export function intervalMark(estimate: IntervalEstimate, scale: Scale, y: number, look: IntervalLook): Markup {
  const { colour, shape, size, width = 1.5, missing = "not estimable" } = look;
  if (!isDrawable(scale, estimate.estimate)) {
    const [from, to] = scale.range();
    return lettering((from + to) / 2, y, missing, { anchor: "middle", size: smallSize, fill: muted });
  }
  return fragment(
    intervalLine(estimate, scale, y, colour, width),
    isBeyond(scale, estimate.estimate) ? null : marker(shape, scale(estimate.estimate), y, colour, size),
  );
}

/** The line of an interval; ends that lie beyond the axis are arrows. */
export function intervalLine(
  { low, high }: Pick<IntervalEstimate, "low" | "high">,
  scale: Scale,
  y: number,
  stroke: string,
  width = 1.5,
): Markup {
  if (Number.isNaN(low) || Number.isNaN(high)) return raw("");
  const [from, to] = endsOf(low, high, scale);
  return fragment(
    segment(from, y, to, y, { stroke, width }),
    isBelow(scale, low) ? arrow(from, y, -1, stroke, width) : null,
    isAbove(scale, high) ? arrow(to, y, 1, stroke, width) : null,
  );
}

/** The diamond of a pooled estimate: as wide as its interval. */
export function diamond(estimate: IntervalEstimate, scale: Scale, y: number, fill: string, half = 7): Markup {
  if (!isDrawable(scale, estimate.estimate) || Number.isNaN(estimate.low) || Number.isNaN(estimate.high)) {
    const [from, to] = scale.range();
    return lettering((from + to) / 2, y, "no value", { anchor: "middle", size: smallSize, fill: alarm });
  }
  const [from, to] = endsOf(estimate.low, estimate.high, scale);
  const points = [
    [from, y],
    [scale(estimate.estimate), y - half],
    [to, y],
    [scale(estimate.estimate), y + half],
  ];
  return element("path", {
    d: `M${points.map((point) => point.map(coordinate).join(" ")).join("L")}z`,
    fill,
    stroke: paper,
  });
}

/** Whether a value has a place along the axis or beyond its ends. */
export function isDrawable(scale: Scale, value: number): boolean {
  return Number.isFinite(value) && (value > 0 || !("base" in scale));
}

/** Whether a value lies beyond the ends of the axis. */
export function isBeyond(scale: Scale, value: number): boolean {
  return isBelow(scale, value) || isAbove(scale, value);
}

function isBelow(scale: Scale, value: number): boolean {
  return value < scale.domain()[0];
}

function isAbove(scale: Scale, value: number): boolean {
  return value > scale.domain()[1];
}

/** In pixels; a logarithmic axis has no place for zero, and none has one for infinity. */
function endsOf(low: number, high: number, scale: Scale): readonly [number, number] {
  const [from, to] = scale.domain();
  return [scale(Math.max(from, Math.min(to, low))), scale(Math.max(from, Math.min(to, high)))];
}

function arrow(x: number, y: number, direction: 1 | -1, stroke: string, width: number): Markup {
  return fragment(
    segment(x, y, x - 6 * direction, y - 4, { stroke, width }),
    segment(x, y, x - 6 * direction, y + 4, { stroke, width }),
  );
}
