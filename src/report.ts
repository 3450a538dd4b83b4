/** Composes the report of a fit: sections of models and of diagnostics on one page. */
import {
  accountOf,
  checklistsSection,
  checksOf,
  diagnosticsSection,
  foundSection,
  mainVariables,
  modelSection,
  page,
  resultsSection,
  verdictOf,
  type Section,
} from "../diagnostics/report/index.js";
import type { SummaryRow } from "../diagnostics/summarise.js";
import type { Posterior } from "../engine/core/Posterior.js";

/** What a report is composed from. */
export interface ReportContent {
  readonly title: string;
  readonly posterior: Posterior;
  readonly summary: readonly SummaryRow[];
  /** Stand after the results, such as the effects and ranks of a network. */
  readonly sections?: readonly Section[];
  /** Names of the variables that matter most, in order; those that are not group effects when absent. */
  readonly main?: readonly string[];
  /** Stands under the title, such as the day on which the report was made. */
  readonly lead?: string;
  /** Replaces the table of main variables on the first screen. */
  readonly found?: Section;
}

const mostInlined = 300;

/**
 * One self-contained HTML file on a fit: verdict and findings, results, sections of the model, what was fitted, diagnostics.
 *
 * @example
 * writeFileSync("report.html", composeReport({ title: "Eight schools", posterior, summary: summarise(posterior.draws) }));
 */
export function composeReport({ title, posterior, summary, sections = [], main, lead, found }: ReportContent): string {
  const names = mainVariables(summary, main);
  const byName = new Map(summary.map((row) => [row.variable, row]));
  const rows = names.map((name) => byName.get(name)!);
  const checks = checksOf(posterior, summary);
  return page({
    title,
    ...(lead === undefined ? {} : { lead }),
    verdict: { ...verdictOf(checks), found: found ?? foundSection(posterior, rows) },
    sections: [
      resultsSection(posterior, rows, summary.length),
      ...sections,
      modelSection(posterior),
      diagnosticsSection({ posterior, summary, main: names, checks }),
      checklistsSection(accountOf(posterior, summary)),
    ],
    draws: posterior.draws,
    main: names,
    data: {
      title,
      variables: summary.length <= mostInlined ? summary : rows,
      checks: checks.map(({ id, state, finding, variables }) => ({
        id,
        state,
        finding,
        variables: variables.slice(0, 50),
      })),
      warnings: posterior.warnings,
      model: posterior.model,
      provenance: posterior.provenance,
      timing: posterior.timing,
    },
    footer:
      `Made by poolwise ${posterior.provenance.versions["poolwise"] ?? ""}`.trim() + ". This page needs no network.",
  });
}
