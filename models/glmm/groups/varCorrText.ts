/** Standard deviations and correlations of groups as a table for a terminal. */
import { textTable } from "../../../engine/text/textTable.js";
import type { DrawSummary } from "./DrawSummary.js";
import { missingSummary } from "./DrawSummary.js";
import { decimalsFor, summaryColumns, type EffectTextOptions } from "./cells.js";
import type { VarCorrRow } from "./varCorr.js";

/** A line of the table: a heading where it has no numbers. */
interface Line extends DrawSummary {
  readonly name: string;
}

/**
 * Standard deviations group by group, each with its correlations below, and the residual's; variances and covariances are
 * left to the rows.
 *
 * @example console.log(varCorrText(varCorr(posterior)));
 */
export function varCorrText(rows: readonly VarCorrRow[], { width = 80 }: EffectTextOptions = {}): string {
  const lines: Line[] = [];
  let heading: string | undefined;
  for (const row of rows) {
    if (row.kind === "variance" || row.kind === "covariance") continue;
    if (row.group === null) {
      lines.push({ ...row, name: "residual sd" });
      continue;
    }
    const levels = row.levels === 1 ? "1 level" : `${row.levels} levels`;
    const group = `${row.group}${row.parameter === "mu" ? "" : `, ${row.parameter}`} (${levels})`;
    if (group !== heading) lines.push({ ...missingSummary, name: group });
    heading = group;
    const name = row.kind === "sd" ? `sd ${row.coefficient}` : `cor ${row.coefficient}, ${row.other}`;
    lines.push({ ...row, name: `  ${name}` });
  }
  const columns = summaryColumns<Line>(({ sd }) => decimalsFor([sd])).map((column) => ({
    ...column,
    cell: (line: Line) => (Number.isNaN(line.mean) ? "" : column.cell(line)),
  }));
  return textTable(lines, { name: (line) => line.name, nameHead: "group", columns, width }).join("\n");
}
