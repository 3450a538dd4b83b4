/** A comparison of models as text for a terminal, and in a sentence. */
import { printable } from "../../engine/text/printable.js";
import { textTable } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import { describeElpdReason } from "./Elpd.js";
import { fewObservations, smallDifference, type ComparedModel, type Comparison } from "./looCompare.js";
import { fixed, type LooTextOptions } from "./looText.js";

/**
 * A table of the models, the best first, with what can be concluded and the warnings. Stacking weights stand beside the differences,
 * without which they mislead; their column is called `stacking`.
 *
 * @example console.log(looCompareText(looCompare([{ name: "a", result: a }, { name: "b", result: b }])))
 */
export function looCompareText(comparison: Comparison, options: LooTextOptions = {}): string {
  const { width = 80, note } = options;
  const lines = textTable(comparison.models, {
    name: ({ name }) => name,
    nameHead: "model",
    columns: [
      { head: "elpd diff", cell: ({ elpdDiff }) => fixed(elpdDiff), rank: 0 },
      { head: "SE", cell: ({ seDiff }) => fixed(seDiff), rank: 1 },
      { head: "p worse", cell: probability, rank: 3 },
      { head: "stacking", cell: ({ weight }) => (Number.isNaN(weight) ? "–" : weight.toFixed(2)), rank: 4 },
      { head: "caution", cell: flags, rank: 2 },
    ],
    width,
  });
  const say = (text: string, indent = "") => lines.push(...wrapText(printable(text), width, indent));
  lines.push("");
  if (note !== undefined) say(note);
  say(compareConclusion(comparison));
  for (const { text } of comparison.warnings) say(`! ${text}`, "  ");
  return lines.join("\n");
}

/**
 * What the difference between the best model and the next can tell.
 *
 * @example compareConclusion(comparison) // "a predicts better than b by 12.1 (SE 4.3)."
 */
export function compareConclusion({ models, observations }: Comparison): string {
  const [best, next] = models;
  const reason = next.pWorse?.reason;
  if (reason !== undefined) {
    return `Nothing can be said of ${best.name} and ${next.name}, because ${describeElpdReason(reason)}.`;
  }
  const ahead = Math.abs(next.elpdDiff);
  const by = `${ahead.toFixed(1)} (SE ${fixed(next.seDiff)})`;
  if (ahead < smallDifference) {
    return (
      `${best.name} and ${next.name} predict about equally well: they differ by ${by}, less than ${smallDifference}. Choose ` +
      `between them by other reasons, or average them.`
    );
  }
  const few =
    observations < fewObservations
      ? ` With ${observations} observations, fewer than ${fewObservations}, the standard error is likely too small.`
      : "";
  if (ahead < 2 * next.seDiff) {
    return `${best.name} may predict better than ${next.name}, by ${by}, but that is less than twice its standard error.${few}`;
  }
  return `${best.name} predicts better than ${next.name} by ${by}.${few}`;
}

function probability({ pWorse }: ComparedModel): string {
  if (pWorse === undefined || Number.isNaN(pWorse.value)) return "–";
  // Neither is ever sure.
  if (pWorse.value > 0.99) return ">0.99";
  return pWorse.value.toFixed(2);
}

function flags({ diagDiff, diagElpd }: ComparedModel): string {
  return [diagDiff, diagElpd].filter((flag) => flag !== "").join("; ");
}
