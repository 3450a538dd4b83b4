/** A frame for plain sections: one self-contained HTML file whose first screen says what was found and whether to trust it. */
import { element, raw, type Markup } from "../plots/markup.js";
import { fileName } from "./fileName.js";
import { inlineJson } from "./inlineJson.js";
import { savedTables } from "./SavedTables.js";
import { reportScript } from "./script.js";
import type { Section } from "./Section.js";
import { sectionMarkup } from "./sectionMarkup.js";
import { cspHash } from "./sha256.js";
import { reportStyle } from "./style.js";
import { verdictBox, type Verdict } from "./verdictBox.js";
import { words } from "./words.js";

/** What a page is made of. */
export interface PageContent {
  readonly title: string;
  /** A line under the title. */
  readonly lead?: string;
  readonly verdict: Verdict;
  readonly sections: readonly Section[];
  /** Inlined as JSON with all tables of the page, for the reader to save and for programs to find. */
  readonly data: Readonly<Record<string, unknown>>;
  /** A line at the end, such as the name and version of what made the page. */
  readonly footer?: string;
}

/** One HTML file: no request leaves it, its script and style are named by their hashes, and it reads without script too. */
export function page(content: PageContent): string {
  const { title, lead, verdict, sections, data, footer } = content;
  const saved = savedTables();
  const shown = [...(verdict.found === undefined ? [] : [verdict.found]), ...sections];
  const main = element(
    "main",
    {},
    element(
      "header",
      {},
      element("h1", {}, words(title)),
      lead === undefined ? null : element("p", { class: "lead" }, words(lead)),
    ),
    verdictBox(verdict),
    shown.map((section) => sectionMarkup(section, saved)),
    element(
      "footer",
      {},
      footer === undefined ? null : element("p", {}, words(footer)),
      element(
        "button",
        { type: "button", hidden: true, "data-json": fileName(title) },
        "Save all data of this page as JSON",
      ),
    ),
  );
  const body = element(
    "body",
    {},
    element("a", { class: "skip", href: "#verdict" }, "Skip to the verdict"),
    element("div", { class: "frame" }, contents(shown), main),
    element("script", { type: "application/json", id: "data" }, raw(inlineJson({ ...data, tables: saved.tables }))),
    element("script", {}, raw(reportScript)),
  );
  return `<!doctype html>\n${element("html", { lang: "en" }, head(title), body).markup}\n`;
}

function head(title: string): Markup {
  const policy = [
    "default-src 'none'",
    `style-src ${cspHash(reportStyle)}`,
    `script-src ${cspHash(reportScript)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("title", {}, title),
    element("style", {}, raw(reportStyle)),
  );
}

function contents(sections: readonly Section[]): Markup {
  return element(
    "nav",
    { "aria-label": "Contents" },
    element("p", {}, "Contents"),
    element(
      "ul",
      {},
      [{ id: "verdict", title: "Verdict" }, ...sections].map(({ id, title }) =>
        element("li", {}, element("a", { href: `#${id}` }, words(title))),
      ),
    ),
  );
}
