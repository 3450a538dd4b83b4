/** A chart in a page: its name above, the drawing, and below the table behind it and a button that saves the drawing. */
import { element, raw, type Markup } from "../plots/parts/markup.js";
import { fileName } from "./fileName.js";
import { chartTable, htmlTable } from "./htmlTable.js";
import type { Saved } from "./Saved.js";
import type { SectionFigure } from "./Section.js";
import { words } from "./words.js";

/** Of the numbers behind a chart, so many rows stand in the page. */
const mostRows = 60;

/** A chart as a figure; its table and its panels go into `saved`. */
export function figure(chart: SectionFigure, saved: Saved): Markup {
  const { title, svg, table, scroll, panels = [] } = chart;
  return element(
    "figure",
    { "data-panels": panels.length === 0 ? undefined : saved.addPanels(panels) },
    element("figcaption", {}, words(title)),
    scroll
      ? element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Drawing: ${title}` }, raw(svg))
      : element("div", { class: "fit" }, raw(svg)),
    element(
      "div",
      { class: "under" },
      element(
        "details",
        { class: "data" },
        element("summary", {}, "Table of this chart"),
        htmlTable(chartTable(table, title), saved, mostRows),
      ),
      element(
        "button",
        { type: "button", hidden: true, "data-svg": fileName(title), "aria-label": `Save as SVG: ${title}` },
        "Save as SVG",
      ),
    ),
  );
}
