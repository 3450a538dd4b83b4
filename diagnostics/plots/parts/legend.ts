/** The key of a chart: samples of its marks with their names, on as many lines as the width asks for. */
import { fragment, type Markup } from "./markup.js";
import { box, lettering, marker, segment } from "./shapes.js";
import { crosses } from "./points.js";
import { textWidth, truncate } from "./textWidth.js";
import { muted, smallSize } from "./theme.js";

/** What is named, and how it is drawn: a line, a filled area, or a marker by its number. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
  readonly fill?: string;
  readonly marker?: number;
  readonly cross?: boolean;
  /** A marker without a line through it. */
  readonly noLine?: boolean;
}

/** A key and the pixels it takes. */
export interface Legend {
  readonly marks: Markup;
  readonly height: number;
}

const sample = 24;
const gap = 18;
const lineHeight = 18;

/** A key from `left` to `right`, its first line's middle 9 pixels below `top`. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): Legend {
  let x = left;
  let y = top + lineHeight / 2;
  const marks = entries.map((entry) => {
    const label = truncate(entry.label, Math.max(24, right - left - sample - 8), smallSize);
    const width = sample + 6 + textWidth(label, smallSize);
    if (x > left && x + width > right) {
      x = left;
      y += lineHeight;
    }
    const mark = fragment(
      drawSample(entry, x, y),
      lettering(x + sample + 6, y, label, {
        size: smallSize,
        fill: muted,
        ...(label === entry.label ? {} : { full: entry.label }),
      }),
    );
    x += width + gap;
    return mark;
  });
  return {
    marks: fragment(...marks),
    height: entries.length === 0 ? 0 : y + lineHeight / 2 - top,
  };
}

function drawSample({ colour, dash, fill, marker: shape, cross, noLine }: LegendEntry, x: number, y: number): Markup {
  return fragment(
    fill === undefined ? null : box(x, y - 5, sample, 10, fill),
    noLine
      ? null
      : segment(x, y, x + sample, y, { stroke: colour, width: 1.75, ...(dash === undefined ? {} : { dash }) }),
    shape === undefined ? null : marker(shape, x + sample / 2, y, colour, 50),
    cross ? crosses([[x + sample / 2, y]], { stroke: colour, width: 1.5 }) : null,
  );
}
