/** The section in which readers put questions of their own to the draws: forms that the page's script answers. */
import { formatNumber } from "../plots/parts/formatNumber.js";
import { element, fragment, type Child, type Markup } from "../plots/parts/markup.js";
import { mostCurves } from "../plots/parts/replicateCurves.js";
import { isIntercept } from "./names.js";
import type { PageDraws } from "./pageDraws.js";
import type { QuantileTables } from "./quantileTables.js";

/** What can be asked: either may be absent. */
export interface Questions {
  readonly quantiles?: QuantileTables;
  readonly draws?: PageDraws;
}

export const questionsTitle = "Ask the draws";

/** Forms for a region of practical equivalence and for marking draws in all figures; hidden until the script has started. */
export function questionsMarkup({ quantiles, draws }: Questions): Markup {
  return element(
    "section",
    { id: "questions", "aria-labelledby": "questions-title", hidden: true, "data-script": "" },
    element("h2", { id: "questions-title" }, questionsTitle),
    quantiles === undefined ? null : regionForm(quantiles),
    draws === undefined ? null : drawsForm(draws),
  );
}

/** The line at the foot of the window that tells which draws are chosen. */
export function chosenLine(): Markup {
  return element(
    "div",
    { id: "chosen" },
    element("output", { "aria-live": "polite" }),
    element("button", { type: "button", hidden: true }, "Clear the marks"),
  );
}

function regionForm({ tables, count }: QuantileTables): Markup {
  // An intercept is seldom what somebody would call an effect.
  const first = Math.max(
    0,
    tables.findIndex(({ variable }) => !isIntercept(variable)),
  );
  return fragment(
    element("h3", { id: "region-title" }, "How probable is an effect that matters?"),
    element(
      "p",
      {},
      "Set the region in which a variable is as good as nothing, and a threshold that matters to you. The region shown at first is a tenth of the posterior standard deviation on both sides of 0: it means nothing until you choose your own.",
    ),
    element(
      "form",
      { id: "region", class: "ask", "aria-labelledby": "region-title" },
      element(
        "div",
        { class: "fields" },
        field(
          "Variable",
          "region-variable",
          element(
            "select",
            { id: "region-variable", name: "variable" },
            tables.map(({ variable }, k) => element("option", { value: String(k), selected: k === first }, variable)),
          ),
        ),
        bound("Region from", "low", "region-low"),
        bound("Region to", "high", "region-high"),
        field(
          "Threshold",
          "region-threshold",
          element("input", { id: "region-threshold", name: "threshold", type: "number", step: "any" }),
        ),
      ),
      element("p", { class: "note", role: "status", "data-swapped": "", hidden: true }),
      element("svg", { viewBox: "0 0 480 110", width: 480, height: 110, "aria-hidden": "true" }),
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, "The variable is"),
            element("th", { scope: "col", class: "n" }, "probability"),
            element("th", { scope: "col", class: "n" }, "Monte Carlo error"),
          ),
        ),
        element(
          "tbody",
          {},
          answerRow("below", "below the region"),
          answerRow("inside", "inside the region"),
          answerRow("above", "above the region"),
          answerRow("beyond", "above the threshold"),
        ),
      ),
      element("output", { class: "spoken", "aria-live": "polite" }),
    ),
    element(
      "p",
      { class: "note" },
      `From all ${formatNumber(count)} draws. The dots are 60 quantiles: each stands for a probability of one in sixty.`,
    ),
  );
}

function answerRow(name: string, title: string): Markup {
  return element(
    "tr",
    { "data-answer": name },
    element("th", { scope: "row" }, title),
    element("td", { class: "n" }),
    element("td", { class: "n" }),
  );
}

/** A number that can be typed or slid. */
function bound(title: string, name: string, id: string): Markup {
  return field(
    title,
    id,
    element("input", { id, name, type: "number", step: "any" }),
    element("input", { name: `${name}Slider`, type: "range", "aria-label": `${title}, slider` }),
  );
}

function field(title: string, id: string, ...inputs: readonly Child[]): Markup {
  return element("div", { class: "field" }, element("label", { for: id }, title), ...inputs);
}

function drawsForm({ variables, draws, total, divergent, totalDivergent }: PageDraws): Markup {
  const held = `This page holds ${formatNumber(draws.length)} of ${formatNumber(total)} draws`;
  const diverged =
    totalDivergent === 0
      ? "evenly chosen"
      : `${divergent.length === totalDivergent ? "every" : `${divergent.length} of ${totalDivergent}`} divergent and otherwise evenly chosen`;
  return fragment(
    element("h3", { id: "choose-title" }, "Mark draws in the figures"),
    element(
      "p",
      {},
      `Choose draws by the values of a variable, or drag a rectangle in a pair plot, along an axis of parallel coordinates, or along a row of a forest. The same draws are marked in every figure that shows single draws: pairs, parallel axes, intervals, and replicated responses, of which figures show up to ${mostCurves} one by one. ${held}, ${diverged}.`,
    ),
    element(
      "form",
      { id: "choose-draws", class: "ask", "aria-labelledby": "choose-title" },
      element(
        "div",
        { class: "fields" },
        field(
          "Variable",
          "choose-variable",
          element(
            "select",
            { id: "choose-variable", name: "variable" },
            variables.map((variable, k) => element("option", { value: String(k) }, variable)),
          ),
        ),
        field("From", "choose-low", element("input", { id: "choose-low", name: "low", type: "number", step: "any" })),
        field("To", "choose-high", element("input", { id: "choose-high", name: "high", type: "number", step: "any" })),
      ),
      element(
        "p",
        { class: "tools" },
        element("button", { type: "submit" }, "Mark these draws"),
        totalDivergent === 0 ? null : element("button", { type: "button", name: "divergent" }, "Mark divergent draws"),
        element("button", { type: "button", name: "clear" }, "Clear"),
      ),
    ),
  );
}
