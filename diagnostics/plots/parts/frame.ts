/** The axes of one plot, laid out so that their labels have room. */
import { scaleLog } from "d3";
import { bottomAxis, leftAxis, leftAxisWidth, linearScale, type Scale } from "./axes.js";
import { fragment, type Markup } from "./markup.js";
import { lettering } from "./shapes.js";
import { textWidth, truncate } from "./textWidth.js";
import { fontSize, muted, smallSize } from "./theme.js";

/** What an axis shows. */
export interface AxisOptions {
  readonly domain: readonly [number, number];
  /** Share of the length that is added at both ends; of logarithmic axes none is. */
  readonly padding?: number;
  readonly log?: boolean;
  readonly title?: string;
  readonly ticks?: number;
}

/** Where a plot lies and what its axes show. Pixels. */
export interface FrameOptions {
  readonly x0?: number;
  readonly y0?: number;
  readonly width: number;
  readonly height: number;
  readonly x: AxisOptions;
  readonly y: AxisOptions;
}

/** Scales and the rectangle between the axes. */
export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly marks: Markup;
}

/**
 * Axes at the left and at the bottom. The title of the vertical axis stands above it, where it can be read without turning the head
 * and costs no width on a phone.
 */
export function frame({ x0 = 0, y0 = 0, width, height, x: across, y: up }: FrameOptions): Frame {
  const top = y0 + (up.title === undefined ? 8 : 26);
  const bottom = y0 + height - (across.title === undefined ? 24 : 42);
  const y = scaleOf(up, [bottom, top]);
  const ticks = up.ticks ?? 4;
  const left = x0 + Math.max(leftAxisWidth(y, ticks), 14);
  const right = x0 + width - 10;
  const x = scaleOf(across, [left, right]);
  return {
    x,
    y,
    left,
    right,
    top,
    bottom,
    marks: fragment(
      title(up.title, x0, y0 + 8, width, "start"),
      leftAxis(y, left, { right, count: ticks }),
      bottomAxis(x, bottom, { count: across.ticks ?? Math.max(3, Math.round(width / 110)) }),
      title(
        across.title,
        (left + right) / 2,
        bottom + 32,
        2 * Math.min((left + right) / 2 - x0, right - left),
        "middle",
      ),
    ),
  };
}

/** An axis title, shortened to the room it has. */
function title(
  text: string | undefined,
  x: number,
  y: number,
  room: number,
  anchor: "start" | "middle",
): Markup | null {
  if (text === undefined) return null;
  const size = textWidth(text, fontSize) > room ? smallSize : fontSize;
  const shown = truncate(text, room, size);
  return lettering(x, y, shown, { anchor, fill: muted, size, ...(shown === text ? {} : { full: text }) });
}

function scaleOf({ domain, padding = 0, log }: AxisOptions, range: readonly [number, number]): Scale {
  if (log) return scaleLog().domain(domain).range(range);
  return linearScale(domain, range, padding);
}
