/** What `poolwise diagnose` prints: of many variables the worst only. */
import { essPerChain, rhatLimit } from "../../diagnostics/limits.js";
import type { SummaryRow } from "../../diagnostics/summarise.js";
import type { Summary } from "../../diagnostics/summaryJson.js";
import { summaryText } from "../../diagnostics/summaryText.js";
import type { Analysis } from "../analysis.js";
import { fitText } from "./fitText.js";

/** How it is printed. */
export interface DiagnosisTextOptions {
  readonly width: number;
  /** Of the table, `width` by default. */
  readonly tableWidth?: number | undefined;
  /** The folder of a saved fit, to ask it further questions. */
  readonly folder?: string | undefined;
  /** Every variable, however many there are. */
  readonly all?: boolean | undefined;
}

/** More variables than this are too many to read. */
const readable = 40;

/** Variables shown of too many. */
const shownWorst = 10;

/**
 * The table of the variables, or of the ten worst by R-hat and effective sample sizes where they are more than 40, a line about the sampler, and the warnings.
 */
export function diagnosisText(
  summary: Summary,
  analysis: Pick<Analysis, "main" | "counted">,
  { width, tableWidth = width, folder, all }: DiagnosisTextOptions,
): string {
  const { variables } = summary;
  if (all) return summaryText(summary, { width, tableWidth, maxRows: variables.length });
  const { counted } = analysis;
  const listed = variables.filter(({ variable }) => !counted?.prefixes.some((prefix) => variable.startsWith(prefix)));
  if (listed.length <= readable) return fitText(summary, analysis, { width, tableWidth, folder });
  const worst = worstVariables(variables, summary.sampler.chains);
  const note = `the ${worst.length} worst of ${variables.length} variables; --all prints all, --variables PATTERN those that it fits`;
  return summaryText({ ...summary, variables: worst }, { width, tableWidth, note });
}

/** The variables that are farthest from what is asked of them, the worst first. */
function worstVariables(variables: readonly SummaryRow[], chains: number): SummaryRow[] {
  const scores = new Map(variables.map((row) => [row, badness(row, essPerChain * chains)]));
  return [...variables].sort((a, b) => scores.get(b)! - scores.get(a)!).slice(0, shownWorst);
}

/** How many times what is allowed: of R-hat beyond 1, of effective draws lacking. A constant is neither good nor bad. */
function badness({ rhat, ess_bulk, ess_tail, reasons }: SummaryRow, essLimit: number): number {
  if (reasons?.rhat === "constant") return -1;
  if (rhat === null) return Infinity;
  const ess = Math.min(ess_bulk ?? Infinity, ess_tail ?? Infinity);
  return Math.max((rhat - 1) / (rhatLimit - 1), essLimit / Math.max(ess, 1));
}
