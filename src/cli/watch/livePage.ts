/** The page of a fit that runs: an empty frame that fetches what there is to see every second. */
import { element, raw } from "../../../diagnostics/plots/parts/markup.js";
import { nothingSaved } from "../../../diagnostics/report/Saved.js";
import { scrollersSource } from "../../../diagnostics/report/script/scrollers.js";
import { sectionMarkup } from "../../../diagnostics/report/sectionMarkup.js";
import { cspHash } from "../../../diagnostics/report/sha256.js";
import { reportStyle } from "../../../diagnostics/report/style.js";
import type { Section } from "../../../diagnostics/report/Section.js";

/** Plain ECMAScript, since it travels in the page. What it puts in place was escaped by who made it. */
const script = `"use strict";
${scrollersSource}
const place = document.querySelector("main > div");
const status = document.querySelector("[role=status]");
const folds = () => [...place.querySelectorAll("details")];
const controls = () => [...place.querySelectorAll("summary, .scroll, .fit")];
/** What names a fold: the caption of its figure, which stays the same from look to look. */
const nameOf = (details) => details.closest("figure")?.querySelector("figcaption").textContent;
let version = -1;
async function look() {
  try {
    const answer = await fetch("state?after=" + version, { cache: "no-store" });
    if (answer.status === 200) {
      const state = await answer.json();
      version = state.version;
      const before = folds().filter((details) => details.open).map(nameOf);
      const focused = controls().indexOf(document.activeElement);
      place.innerHTML = state.html;
      for (const part of place.querySelectorAll(".scroll, .fit")) overflowing.observe(part);
      for (const details of folds()) details.open = before.includes(nameOf(details));
      // Whoever reads with the keyboard stays where they are.
      controls()[focused]?.focus({ preventScroll: true });
      if (status.textContent !== state.status) status.textContent = state.status;
      if (state.ended) return;
    }
  } catch {
    status.textContent = "The fit has ended, or was stopped: below is what was heard of it last.";
    return;
  }
  setTimeout(look, 1000);
}
look();
`;

/** Only this page's own style and script, and requests to where it came from. */
export const livePolicy = [
  "default-src 'none'",
  `style-src ${cspHash(reportStyle)}`,
  `script-src ${cspHash(script)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The whole page, which is the same from first to last. */
export function livePage(title: string): string {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("title", {}, title),
    element("style", {}, raw(reportStyle)),
  );
  const main = element(
    "main",
    {},
    element(
      "header",
      {},
      element("h1", {}, title),
      element("p", { class: "lead", role: "status" }, "Waiting for the first draws."),
    ),
    element("div", {}),
  );
  const body = element(
    "body",
    {},
    element("div", { class: "frame" }, element("div", {}), main),
    element("script", {}, raw(script)),
  );
  return `<!doctype html>\n${element("html", { lang: "en" }, head, body).markup}\n`;
}

/** Sections as markup, without what a report's script would do with them. */
export function liveMarkup(sections: readonly Section[]): string {
  const saved = nothingSaved();
  return sections.map((section) => sectionMarkup(section, saved).markup).join("");
}
