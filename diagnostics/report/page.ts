/** A frame for plain sections: one self-contained HTML file whose first screen says what was found and whether to trust it. */
import type { Draws } from "../../engine/core/Draws.js";
import { element, raw, type Markup } from "../plots/parts/markup.js";
import { fileName } from "./fileName.js";
import { inlineJson } from "./inlineJson.js";
import { pageDraws } from "./pageDraws.js";
import { panelCurves, panelsOf, panelVariables } from "./panelsOf.js";
import { quantileTables } from "./quantileTables.js";
import { chosenLine, questionsMarkup, questionsTitle, type Questions } from "./questions.js";
import { nothingSaved } from "./Saved.js";
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
  /** Draws that readers may put questions to, and the variables these are about first; without them there are no such questions. */
  readonly draws?: Draws;
  readonly main?: readonly string[];
  /** A line at the end, such as the name and version of what made the page. */
  readonly footer?: string;
}

/** One HTML file: no request leaves it, its script and style are named by their hashes, and it reads without script too. */
export function page(content: PageContent): string {
  const { title, lead, verdict, sections, data, footer } = content;
  const saved = nothingSaved();
  const shown = [...(verdict.found === undefined ? [] : [verdict.found]), ...sections];
  const questions = questionsOf(content, shown);
  const asked = Object.keys(questions).length > 0;
  // Readers ask when they have seen the results.
  const results = shown.findIndex(({ id }) => id === "results");
  const place = results < 0 ? Math.min(shown.length, 1) : results + 1;
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
    shown.slice(0, place).map((section) => sectionMarkup(section, saved)),
    asked ? questionsMarkup(questions) : null,
    shown.slice(place).map((section) => sectionMarkup(section, saved)),
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
    element("div", { class: "frame" }, contents(shown, asked ? place : undefined), main),
    questions.draws === undefined ? null : chosenLine(),
    element(
      "script",
      { type: "application/json", id: "data" },
      raw(inlineJson({ ...data, tables: saved.tables, panels: saved.panels, ...questions })),
    ),
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

/** What readers can ask: regions of the main variables, and marks of draws where figures have places for these. */
function questionsOf({ draws, main = [] }: PageContent, sections: readonly Section[]): Questions {
  if (draws === undefined || draws.chains.every(({ drawCount }) => drawCount === 0)) return {};
  const quantiles = quantileTables(draws, main);
  const panels = panelsOf(sections);
  const chosen = pageDraws(draws, panelVariables(panels), { always: panelCurves(panels) });
  return {
    ...(quantiles.tables.length === 0 ? {} : { quantiles }),
    ...(chosen.variables.length === 0 ? {} : { draws: chosen }),
  };
}

/** Links to all sections; to that of questions, before the section at `place`, where there is one. */
function contents(sections: readonly Section[], place: number | undefined): Markup {
  const entry = (id: string, title: string, needsScript = false): Markup =>
    element(
      "li",
      needsScript ? { hidden: true, "data-script": "" } : {},
      element("a", { href: `#${id}` }, words(title)),
    );
  const entries = sections.map(({ id, title }) => entry(id, title));
  if (place !== undefined) entries.splice(place, 0, entry("questions", questionsTitle, true));
  return element(
    "nav",
    { "aria-label": "Contents" },
    element(
      "details",
      { class: "contents", open: true },
      element("summary", {}, "Contents"),
      element("ul", {}, entry("verdict", "Verdict"), entries),
    ),
  );
}
