/** Renders plain sections: the only place that turns their words, numbers and charts into markup. */
import { element, fragment, type Child, type Markup } from "../plots/parts/markup.js";
import { figure } from "./figure.js";
import { htmlTable } from "./htmlTable.js";
import { many } from "./many.js";
import type { Saved } from "./Saved.js";
import type { Section, SectionFigure } from "./Section.js";
import { stateTag } from "./stateTag.js";
import { words } from "./words.js";

/** Headings of HTML end with h6. */
const deepest = 6;

/**
 * A section with all that it holds. `level` is that of its heading: 2 for a section of the page, 3 for one within it. Tables go into
 * `saved`.
 */
export function sectionMarkup(section: Section, saved: Saved, level = 2): Markup {
  const { id, title, state, fold, summary } = section;
  const heading = element(
    `h${Math.min(level, deepest)}`,
    { id: `${id}-title` },
    words(title),
    state === undefined ? null : stateTag(state),
  );
  const body = sectionBody(section, saved, level);
  if (fold === undefined) {
    const kind = level === 2 ? undefined : state === undefined ? "part" : "check";
    return element("section", { id, class: kind, "aria-labelledby": `${id}-title` }, heading, body);
  }
  return element(
    "details",
    { id, class: level === 2 ? "fold" : "fold part", open: fold === "open" },
    element("summary", {}, heading, summary === undefined ? null : element("span", { class: "note" }, words(summary))),
    body,
  );
}

/** What a section holds, without its heading. */
export function sectionBody(section: Section, saved: Saved, level = 2): Markup {
  const { text, facts, code, figure: figures, table, sections = [] } = section;
  return fragment(
    many(text).map((paragraph) => element("p", {}, words(paragraph))),
    facts === undefined || facts.length === 0 ? null : factList(facts),
    code === undefined || code === "" ? null : element("pre", {}, code),
    rowsOf(many(figures)).map((row) =>
      row[0].half
        ? element(
            "div",
            { class: "pair keep" },
            row.map((chart) => figure(chart, saved)),
          )
        : figure(row[0], saved),
    ),
    many(table).map((some) => htmlTable(some, saved)),
    sections.map((inner) => sectionMarkup(inner, saved, level + 1)),
  );
}

/** Names and values as a description list. */
function factList(entries: readonly (readonly [string, string])[]): Markup {
  return element(
    "dl",
    { class: "facts" },
    entries.flatMap(([name, value]): Child[] => [element("dt", {}, words(name)), element("dd", {}, words(value))]),
  );
}

/** Figures of half the width side by side, two in a row; others alone. */
function rowsOf(figures: readonly SectionFigure[]): readonly (readonly SectionFigure[])[] {
  const rows: SectionFigure[][] = [];
  for (const chart of figures) {
    const last = rows.at(-1);
    if (chart.half && last?.length === 1 && last[0].half) last.push(chart);
    else rows.push([chart]);
  }
  return rows;
}
