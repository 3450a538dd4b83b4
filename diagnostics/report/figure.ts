/** A chart in a page: its name above, the drawing, and the table behind it one key press away. */
import type { Chart } from "../plots/Chart.js";
import { element, raw, type Markup } from "../plots/markup.js";
import { chartTable } from "./htmlTable.js";

/** Options of {@link figure}. */
export interface FigureOptions {
  /** Keep the drawing's size and scroll sideways, for wide matrices of text. */
  readonly scroll?: boolean;
}

/** A chart as a figure. */
export function figure(chart: Chart, options: FigureOptions = {}): Markup {
  return element(
    "figure",
    {},
    element("figcaption", {}, chart.title),
    options.scroll
      ? element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": chart.title }, raw(chart.svg))
      : element("div", { class: "fit" }, raw(chart.svg)),
    element(
      "details",
      { class: "data" },
      element("summary", {}, "Table of this chart"),
      chartTable(chart.table, chart.title),
    ),
  );
}
