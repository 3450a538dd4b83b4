/** What `poolwise fit` prints: what was fitted, the summary, and what the model's analysis adds. */
import type { Summary } from "../../diagnostics/summaryJson.js";
import { summaryText } from "../../diagnostics/summaryText.js";
import { printable } from "../../engine/text/printable.js";
import type { Analysis } from "../analysis.js";

/** Where the text goes, and where the fit is saved. */
export interface FitTextOptions {
  readonly width: number;
  /** Of the table, `width` by default. */
  readonly tableWidth?: number | undefined;
  readonly folder?: string | undefined;
}

/**
 * The analysis' heading, a table of the variables with what is wrong with the fit, and the analysis' text. Variables that
 * the analysis counts are left out of the table, and one line says how to ask for them.
 */
export function fitText(
  summary: Summary,
  { heading, main, counted, text }: Analysis,
  { width, tableWidth = width, folder }: FitTextOptions,
): string {
  const isCounted = (name: string): boolean => counted?.prefixes.some((prefix) => name.startsWith(prefix)) ?? false;
  const variables = summary.variables.filter(({ variable }) => !isCounted(variable));
  const options = {
    width,
    tableWidth,
    ...(main ? { first: main } : {}),
    ...(counted ? { note: noteOf(counted, folder) } : {}),
  };
  return [
    heading && heading.split("\n").map(printable).join("\n"),
    summaryText({ ...summary, variables }, options),
    text,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n");
}

function noteOf({ text, question }: NonNullable<Analysis["counted"]>, folder: string | undefined): string {
  if (question === undefined) {
    return `${text}: ${folder === undefined ? "--out writes them to" : `in ${folder},`} summary.json and draws.parquet`;
  }
  return folder === undefined
    ? `${text}: with --out the fit is saved and can be asked for them`
    : `${text}: poolwise ask ${folder} ${question}`;
}
