/** A report from a posterior alone: what its model adds, what can be checked, and the page. */
import type { Posterior } from "../engine/core/Posterior.js";
import { summaryJson } from "../diagnostics/summaryJson.js";
import type { SummaryRow } from "../diagnostics/summarise.js";
import type { Analysis } from "./analysis.js";
import { ownAnalysis } from "./ownAnalysis.js";

/** What a report may be told besides the posterior. */
export interface ReportOptions {
  /** What a model adds: sections, the main variables, the first screen; of a model that is data worked out unless told. */
  readonly analysis?: Pick<Analysis, "sections" | "main" | "found" | "checks">;
  /** Title of the page; that of the model unless told. */
  readonly title?: string;
  /** Stands under the title, such as the day on which the report was made. */
  readonly lead?: string;
  /** Replicates, leave-one-out and sensitivity, which take a little longer; made unless told. */
  readonly modelChecks?: boolean;
  /** The rows of `summaryJson`, if at hand. */
  readonly summary?: readonly SummaryRow[];
}

/**
 * The report of a fit as one self-contained HTML file: verdict, causes of trouble, results, checks of the model, what was fitted,
 * diagnostics and checklists. Nothing in it is fetched. Model code is not run; of a program that was loaded from a file, checks are
 * made from what was kept with it.
 *
 * @example
 * writeFileSync("report.html", await report(await fit(model, table, { seed: 1 })));
 */
export async function report(posterior: Posterior, options: ReportOptions = {}): Promise<string> {
  const { title = posterior.model.title, lead, modelChecks = true, summary } = options;
  // Drawing brings d3, which a fit without a report does not need.
  const [{ composeReport }, { checksOfModel }] = await Promise.all([
    import("./report.js"),
    import("./checksOfModel.js"),
  ]);
  const { sections, main, found, checks } = options.analysis ?? (await ownAnalysis(posterior)) ?? {};
  const made = checks ?? (modelChecks ? await checksOfModel(posterior, main) : undefined);
  return composeReport({
    ...{ title, posterior },
    summary: summary ?? summaryJson(posterior).variables,
    ...(lead === undefined ? {} : { lead }),
    ...(sections ? { sections } : {}),
    ...(main ? { main } : {}),
    ...(found ? { found } : {}),
    ...(made ? { checks: made } : {}),
  });
}
