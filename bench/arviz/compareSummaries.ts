/** Whether two summaries are of the same draws. */
import type { Summary } from "../../diagnostics/summaryJson.js";

/** What differs between the variables, divergences and energies of two summaries; empty when all is the same to the last bit. */
export function compareSummaries(a: Summary, b: Summary): string[] {
  const rows = new Map(b.variables.map((row) => [row.variable, row]));
  const found = a.variables.flatMap((row) => {
    const other = rows.get(row.variable);
    if (other === undefined) return [`${row.variable} is missing`];
    return JSON.stringify(other) === JSON.stringify(row) ? [] : [`${row.variable} differs`];
  });
  if (rows.size !== a.variables.length) found.push(`${rows.size} variables in place of ${a.variables.length}`);
  for (const key of ["divergences", "max_treedepth_hits", "ebfmi", "chains", "draws"] as const) {
    const [x, y] = [JSON.stringify(a.sampler[key]), JSON.stringify(b.sampler[key])];
    if (x !== y) found.push(`${key} is ${y} in place of ${x}`);
  }
  return found;
}
