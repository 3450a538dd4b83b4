/** The first screen of a report: whether to trust it, and what that rests on. */
import { element, fragment, type Markup } from "../plots/parts/markup.js";
import type { Section } from "./Section.js";
import type { TrustState } from "./TrustState.js";
import { words } from "./words.js";

/** The first screen. */
export interface Verdict {
  readonly state: TrustState;
  readonly headline: string;
  /** What the headline rests on; `section` is the id of the section or check that shows it. */
  readonly reasons: readonly { readonly text: string; readonly section?: string }[];
  /** What the verdict does not cover. */
  readonly limits?: string;
  /** What was found, shown beneath. */
  readonly found?: Section;
}

/** Headline, reasons with links to what shows them, and limits. */
export function verdictBox({ state, headline, reasons, limits }: Verdict): Markup {
  return element(
    "section",
    { class: `verdict ${state}`, id: "verdict", "aria-labelledby": "verdict-title" },
    icon(state),
    element(
      "div",
      {},
      element("h2", { id: "verdict-title" }, words(headline)),
      element(
        "ul",
        {},
        reasons.map(({ text, section }) =>
          element(
            "li",
            {},
            words(text),
            section === undefined
              ? null
              : [" ", element("a", { href: `#${section}`, "aria-label": `See why: ${text}` }, "See why")],
          ),
        ),
      ),
      limits === undefined ? null : element("p", { class: "note" }, words(limits)),
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
