/** Chooses which of many variables a page shows. */
import type { SummaryRow } from "../summarise.js";

/** Rows of the results: the main variables, and no more than fit a page. */
export const mostResults = 30;
const mostWorst = 10;

/** Group effects and helpers, of which there can be thousands: shown only when they are asked for. */
const secondary = /^(r_|z_|L_|lp__|log_lik|mu\[|delta\[|theta_raw|fitted|yrep|y_rep)/;

/** Names of the variables to show first: those asked for, or else all that are not group effects; at most `mostResults`. */
export function mainVariables(
  summary: readonly Pick<SummaryRow, "variable">[],
  asked?: readonly string[],
): readonly string[] {
  const known = new Set(summary.map(({ variable }) => variable));
  if (asked !== undefined) return asked.filter((name) => known.has(name)).slice(0, mostResults);
  const primary = summary.filter(({ variable }) => !secondary.test(variable));
  return (primary.length > 0 ? primary : summary).slice(0, mostResults).map(({ variable }) => variable);
}

/** Rows with the highest R-hat and the lowest effective sample sizes, worst first; those that cannot be judged come first. */
export function worstRows(summary: readonly SummaryRow[], most = mostWorst): readonly SummaryRow[] {
  return [...summary]
    .filter((row) => row.reasons?.rhat !== "constant")
    .sort((a, b) => badness(b) - badness(a))
    .slice(0, most);
}

/** Larger is worse. An R-hat of 1.01 weighs as much as 400 effective draws, the usual limits of four chains. */
function badness(row: SummaryRow): number {
  if (row.rhat === null) return Infinity;
  const ess = Math.min(row.ess_bulk ?? Infinity, row.ess_tail ?? Infinity);
  return Math.max((row.rhat - 1) / 0.01, 400 / Math.max(ess, 1e-9));
}
