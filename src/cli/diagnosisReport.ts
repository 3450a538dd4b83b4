/** The report of draws that were read from files. */
import { loo } from "../../diagnostics/loo/loo.js";
import { looSection, type Section } from "../../diagnostics/report/index.js";
import { posteriorOfDraws } from "../posteriorOfDraws.js";
import { composeReport } from "../report.js";
import { savedSections } from "./analysisFiles.js";
import type { Diagnosed } from "./diagnoseCommand.js";
import { reportText } from "./reportText.js";

/** Of a saved fit its own report; of other draws what can be said without a model, and leave-one-out where a log likelihood came with them. */
export async function diagnosisReport(diagnosed: Diagnosed, paths: readonly string[]): Promise<string> {
  const { draws, summary, known, posterior, analysis, logLikelihoods } = diagnosed;
  if (posterior) return reportText(posterior, summary.variables, await savedSections(paths[0]!));
  const title = paths.map((path) => path.replace(/^.*[\\/]/, "")).join(", ");
  const { versions, warnings } = summary;
  const sections = [...((await logLikelihoods?.()) ?? [])].map(([response, pointwise], k): Section => {
    const section = looSection({ loo: loo(pointwise) });
    return {
      ...section,
      id: k === 0 ? section.id : `${section.id}-${k + 1}`,
      title: `${section.title.replace(/\?$/, "")} (${response})?`,
    };
  });
  return composeReport({
    title,
    posterior: posteriorOfDraws(draws, { title, versions, warnings }),
    summary: summary.variables,
    known,
    ...(analysis.main ? { main: analysis.main } : {}),
    ...(sections.length > 0 ? { checks: { sections, account: {} } } : {}),
  });
}
