/** Sensitivities as text for a terminal. */
import { printable } from "../../engine/text/printable.js";
import { textTable } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import { describeReason } from "../statistic.js";
import { blockWords } from "./blockWords.js";
import type { Sensitivity, SensitivityRow } from "./powerScale.js";

/** How it is laid out. */
export interface SensitivityTextOptions {
  /** Columns of the terminal, 80 by default. */
  readonly width?: number;
  /** Rows of the table, 40 by default; what is cut off is counted below it. */
  readonly maxRows?: number;
}

/**
 * A table of the variables, those with a diagnosis first, and what the figures mean.
 *
 * @example console.log(sensitivityText(powerScale(posterior.draws, components)))
 */
export function sensitivityText(sensitivity: Sensitivity, options: SensitivityTextOptions = {}): string {
  const { width = 80, maxRows = 40 } = options;
  const { rows, threshold, warnings } = sensitivity;
  const [blocks, leftOut] = [blockWords(sensitivity.blocks), blockWords(sensitivity.leftOut)];
  const ordered = [...rows].sort((a, b) => Number(b.diagnosis !== "") - Number(a.diagnosis !== "") || 0);
  const lines = textTable(ordered.slice(0, maxRows), {
    name: (row) => row.variable,
    nameHead: "variable",
    columns: [
      { head: "prior", cell: (row) => formatted(row.prior), rank: 0 },
      { head: "likelihood", cell: (row) => formatted(row.likelihood), rank: 1 },
      { head: "diagnosis", cell: (row) => row.diagnosis || "-", rank: 2 },
    ],
    width,
  });
  const hidden = rows.length - maxRows;
  if (hidden > 0) lines.push(`… and ${hidden} more variable${hidden === 1 ? "" : "s"}`);
  const say = (text: string, indent = "") => lines.push(...wrapText(printable(text), width, indent));
  lines.push("");
  say(
    `Sensitivity to a little more or less weight of the prior and of the likelihood; from ${threshold} on it is felt. ` +
      `${blocks.length === 0 ? "No prior was scaled." : `Scaled: the prior${blocks.length === 1 ? "" : "s"} of ${listed(blocks)}.`}` +
      (leftOut.length === 0 ? "" : ` Not scaled: ${listed(leftOut)}.`),
  );
  // Weights that cannot be trusted show nothing.
  if (warnings.length === 0) for (const sentence of conclusions(rows)) say(sentence);
  for (const sentence of notKnown(rows)) say(sentence);
  for (const { text } of warnings) say(`! ${text}`, "  ");
  return lines.join("\n");
}

/** What follows from the diagnoses, a sentence each. */
function conclusions(rows: readonly SensitivityRow[]): string[] {
  const conflict = rows.filter(({ diagnosis }) => diagnosis === "potential prior-likelihood conflict");
  const strong = rows.filter(({ diagnosis }) => diagnosis === "potential strong prior / weak likelihood");
  if (conflict.length + strong.length === 0) return ["No variable follows the prior noticeably."];
  return [
    ...(conflict.length === 0
      ? []
      : [
          `${listed(names(conflict))}: prior and likelihood may pull to different sides. Look at the prior beside the ` +
            `posterior, and whether its place and width are meant.`,
        ]),
    ...(strong.length === 0
      ? []
      : [
          `${listed(names(strong))}: the prior says much, or the data say little. Fine where the prior is meant; say so.`,
        ]),
  ];
}

/** A sentence for each reason why sensitivities are not known. */
function notKnown(rows: readonly SensitivityRow[]): string[] {
  const reasons = new Set(rows.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
  return [...reasons].map((reason) => {
    const concerned = rows.filter((row) => row.reason === reason);
    return `Not known of ${listed(names(concerned))}, because ${describeReason(reason)}.`;
  });
}

function names(rows: readonly SensitivityRow[]): string[] {
  return rows.map(({ variable }) => variable);
}

function listed(given: readonly string[]): string {
  return given.slice(0, 6).join(", ") + (given.length > 6 ? `, … (${given.length})` : "");
}

function formatted(value: number): string {
  return Number.isNaN(value) ? "–" : value.toFixed(3);
}
