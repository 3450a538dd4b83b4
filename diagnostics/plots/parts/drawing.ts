/** The frame of a chart: size, name and text alternative around its marks. */
import type { Chart, ChartTable } from "../Chart.js";
import { element, type Child } from "./markup.js";
import type { Panel } from "../Panel.js";
import { fontFamily, fontSize, ink } from "./theme.js";

/** A chart ready to be framed. */
export interface Drawing {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly table: ChartTable;
  readonly marks: Child;
  readonly panels?: readonly Panel[];
}

/** Frames marks as one `<svg>` that names and describes itself to a screen reader. */
export function drawing({ width, height, title, description, table, marks, panels }: Drawing): Chart {
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      role: "img",
      "font-family": fontFamily,
      "font-size": fontSize,
      fill: ink,
    },
    element("title", {}, title),
    element("desc", {}, description),
    marks,
  );
  return { svg: svg.markup, title, description, table, ...(panels ? { panels } : {}) };
}
