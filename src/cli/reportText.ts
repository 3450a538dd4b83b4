/** The report of a fit with what its model file added. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { SummaryRow } from "../../diagnostics/summarise.js";
import type { Analysis } from "../analysis.js";

/** One HTML file. The code of reports and charts is loaded only now. */
export async function reportText(
  posterior: Posterior,
  summary: readonly SummaryRow[],
  analysis: Analysis,
): Promise<string> {
  const { report } = await import("../reportOf.js");
  return report(posterior, { summary, analysis });
}
