/** The report of a fit with what its model file added and what was checked when it was fitted. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { SummaryRow } from "../../diagnostics/summarise.js";
import type { Analysis } from "../analysis.js";

/** One HTML file. The code of reports and charts is loaded only now; no model is run. */
export async function reportText(
  posterior: Posterior,
  summary: readonly SummaryRow[],
  { sections, main, found, checks }: Analysis,
): Promise<string> {
  const { composeReport } = await import("../report.js");
  return composeReport({
    title: posterior.model.title,
    posterior,
    summary,
    ...(sections ? { sections } : {}),
    ...(main ? { main } : {}),
    ...(found ? { found } : {}),
    ...(checks ? { checks } : {}),
  });
}
