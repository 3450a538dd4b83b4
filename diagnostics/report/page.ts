/** A frame for plain sections: one self-contained HTML file whose first screen says what was found and whether to trust it. */
import { element, fragment, raw, type Markup } from "../plots/markup.js";
import { fileName } from "./htmlTable.js";
import { inlineJson } from "./inlineJson.js";
import { reportScript } from "./script.js";
import { cspHash } from "./sha256.js";
import { reportStyle } from "./style.js";
import type { TrustState } from "./TrustState.js";

/** The first screen. */
export interface Verdict {
  readonly state: TrustState;
  readonly headline: string;
  /** What the headline rests on; `section` is the id of the section or check that shows it. */
  readonly reasons: readonly { readonly text: string; readonly section?: string }[];
  /** What the verdict does not cover. */
  readonly limits?: string;
  /** What was found: markup that is safe already. */
  readonly found?: string;
}

/** A section of a page. */
export interface PageSection {
  /** Letters, digits and dashes, unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Markup that is safe already, made by `element` or `figure`. */
  readonly html: string;
  /** Folded (`false`) or unfolded (`true`); a section without it cannot be folded. */
  readonly open?: boolean;
  /** One line beside the title of a folded section. */
  readonly summary?: string;
}

/** What a page is made of. */
export interface PageContent {
  readonly title: string;
  /** A line under the title. */
  readonly lead?: string;
  readonly verdict: Verdict;
  readonly sections: readonly PageSection[];
  /** Inlined as JSON, for the reader to save and for programs to find. */
  readonly data: unknown;
  /** A line at the end, such as the name and version of what made the page. */
  readonly footer?: string;
}

/** One HTML file: no request leaves it, its script and style are named by their hashes, and it reads without script too. */
export function page(content: PageContent): string {
  const { title, lead, verdict, sections, data, footer } = content;
  const policy = [
    "default-src 'none'",
    `style-src ${cspHash(reportStyle)}`,
    `script-src ${cspHash(reportScript)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = element(
    "html",
    { lang: "en" },
    element(
      "head",
      {},
      element("meta", { charset: "utf-8" }),
      element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      element("meta", { name: "referrer", content: "no-referrer" }),
      element("title", {}, title),
      element("style", {}, raw(reportStyle)),
    ),
    element(
      "body",
      {},
      element("a", { class: "skip", href: "#verdict" }, "Skip to the verdict"),
      element(
        "div",
        { class: "frame" },
        contents(verdict, sections),
        element(
          "main",
          {},
          element(
            "header",
            {},
            element("h1", {}, title),
            lead === undefined ? null : element("p", { class: "lead" }, lead),
          ),
          verdictBox(verdict),
          verdict.found === undefined
            ? null
            : element(
                "section",
                { class: "found", id: "found" },
                element("h2", {}, "What was found"),
                raw(verdict.found),
              ),
          sections.map(sectionMarkup),
          element(
            "footer",
            {},
            footer === undefined ? null : element("p", {}, footer),
            element(
              "button",
              { type: "button", hidden: true, "data-json": fileName(title) },
              "Save the data of this page as JSON",
            ),
          ),
        ),
      ),
      element("script", { type: "application/json", id: "data" }, raw(inlineJson(data))),
      element("script", {}, raw(reportScript)),
    ),
  );
  return `<!doctype html>\n${html.markup}\n`;
}

const marks: Readonly<Record<TrustState, string>> = { good: "✓", caution: "!", bad: "✕", unknown: "?" };
const words: Readonly<Record<TrustState, string>> = {
  good: "fine",
  caution: "look closer",
  bad: "problem",
  unknown: "unknown",
};

/** A state as a small label: a sign, a word, a colour. */
export function stateTag(state: TrustState, word = words[state]): Markup {
  return element("span", { class: `tag ${state}`, "data-mark": marks[state] }, word);
}

function contents(verdict: Verdict, sections: readonly PageSection[]): Markup {
  const entries = [
    { id: "verdict", title: "Verdict" },
    ...(verdict.found === undefined ? [] : [{ id: "found", title: "What was found" }]),
    ...sections,
  ];
  return element(
    "nav",
    { "aria-label": "Contents" },
    element("p", {}, "Contents"),
    element(
      "ul",
      {},
      entries.map(({ id, title }) => element("li", {}, element("a", { href: `#${id}` }, title))),
    ),
  );
}

function verdictBox({ state, headline, reasons, limits }: Verdict): Markup {
  return element(
    "section",
    { class: `verdict ${state}`, id: "verdict", "aria-labelledby": "verdict-title" },
    icon(state),
    element(
      "div",
      {},
      element("h2", { id: "verdict-title" }, headline),
      element(
        "ul",
        {},
        reasons.map(({ text, section }) =>
          element(
            "li",
            {},
            text,
            section === undefined
              ? null
              : [" ", element("a", { href: `#${section}`, "aria-label": `See why: ${text}` }, "See why")],
          ),
        ),
      ),
      limits === undefined ? null : element("p", { class: "note" }, limits),
    ),
  );
}

/** A circle with a tick, a triangle with a stroke, an octagon with a cross: told apart without colour. */
function icon(state: TrustState): Markup {
  const shapes: Readonly<Record<TrustState, Markup>> = {
    good: fragment(
      element("circle", { cx: 16, cy: 16, r: 15, fill: "#1a7a4c" }),
      element("path", { d: "M9 16.5l5 5 9.5-10.5", fill: "none", stroke: "#fff", "stroke-width": 3.2 }),
    ),
    caution: fragment(
      element("path", {
        d: "M16 2L31 29H1Z",
        fill: "#a15c00",
        stroke: "#a15c00",
        "stroke-width": 2,
        "stroke-linejoin": "round",
      }),
      element("path", { d: "M16 11.5v9M16 23v3.2", fill: "none", stroke: "#fff", "stroke-width": 3.2 }),
    ),
    bad: fragment(
      element("path", { d: "M10 1h12l9 9v12l-9 9H10l-9-9V10Z", fill: "#b3001b" }),
      element("path", { d: "M10 10l12 12M22 10L10 22", fill: "none", stroke: "#fff", "stroke-width": 3.2 }),
    ),
    unknown: element("circle", { cx: 16, cy: 16, r: 15, fill: "#59636e" }),
  };
  return element("svg", { viewBox: "0 0 32 32", width: 32, height: 32, "aria-hidden": "true" }, shapes[state]);
}

function sectionMarkup({ id, title, html, open, summary }: PageSection): Markup {
  if (open === undefined) {
    return element(
      "section",
      { id, "aria-labelledby": `${id}-title` },
      element("h2", { id: `${id}-title` }, title),
      raw(html),
    );
  }
  return element(
    "details",
    { id, class: "fold", open },
    element(
      "summary",
      {},
      element("h2", {}, title),
      summary === undefined ? null : element("span", { class: "note" }, summary),
    ),
    raw(html),
  );
}
