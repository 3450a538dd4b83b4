/** The few SVG marks from which the charts are made. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle, symbolWye } from "d3";
import { coordinate, element, raw, type Child, type Markup } from "./markup.js";
import { fontSize, ink } from "./theme.js";

/** Options of a stroke. Widths in pixels. */
export interface Stroke {
  readonly stroke: string;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
}

/** A straight line from (x1, y1) to (x2, y2). */
export function segment(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Markup {
  return element("line", { x1, y1, x2, y2, ...strokeAttributes(stroke) });
}

/** An open path; `d` as d3 gives it, nothing where it is null. */
export function openPath(d: string | null, stroke: Stroke): Markup {
  if (d === null || d === "") return raw("");
  return element("path", { d, fill: "none", "stroke-linejoin": "round", ...strokeAttributes(stroke) });
}

/** A filled path. */
export function area(d: string | null, fill: string): Markup {
  return d === null || d === "" ? raw("") : element("path", { d, fill });
}

/** A rectangle; nothing where it has no extent. */
export function box(x: number, y: number, width: number, height: number, fill: string, stroke?: string): Markup {
  if (!(width > 0) || !(height > 0)) return raw("");
  return element("rect", { x, y, width, height, fill, stroke });
}

/** Options of a text. */
export interface Lettering {
  readonly anchor?: "start" | "middle" | "end";
  readonly size?: number;
  /** The size that the group around already sets. */
  readonly inheritedSize?: number;
  readonly weight?: "normal" | "bold" | 600;
  readonly fill?: string;
  /** Shown in full when the pointer rests on a shortened text. */
  readonly full?: string;
  /** A white rim that keeps the text readable on lines. */
  readonly halo?: boolean;
}

/** Text whose middle line lies at y. */
export function lettering(x: number, y: number, content: Child, options: Lettering = {}): Markup {
  return element(
    "text",
    {
      x,
      // A third of the size below the middle is where the baseline of figures and capitals belongs.
      y: y + 0.35 * (options.size ?? options.inheritedSize ?? fontSize),
      "text-anchor": options.anchor === "start" ? undefined : options.anchor,
      "font-size": options.size,
      "font-weight": options.weight,
      fill: options.fill,
      ...(options.halo
        ? { stroke: "#fff", "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }
        : {}),
    },
    options.full === undefined ? null : element("title", {}, options.full),
    content,
  );
}

/** A group with attributes its children inherit, which keeps them short. */
export function group(attributes: Readonly<Record<string, string | number>>, ...children: readonly Child[]): Markup {
  return element("g", attributes, ...children);
}

const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolWye];

/** The k-th shape (from 0) centred at (x, y), so that what colour tells, shape tells too. `area` in square pixels. */
export function marker(k: number, x: number, y: number, fill: string, area = 42): Markup {
  const d = symbol(symbols[k % symbols.length], area).digits(2)();
  if (d === null || !Number.isFinite(x) || !Number.isFinite(y)) return raw("");
  return element("path", {
    d,
    transform: `translate(${coordinate(x)},${coordinate(y)})`,
    fill,
    stroke: "#fff",
    "stroke-width": 1,
  });
}

function strokeAttributes({ stroke = ink, width, dash, opacity }: Stroke): Record<string, string | number | undefined> {
  return {
    stroke,
    "stroke-width": width === 1 ? undefined : width,
    "stroke-dasharray": dash === "" ? undefined : dash,
    "stroke-opacity": opacity,
  };
}
