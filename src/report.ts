/** Composes the report of a fit: sections of models and of diagnostics on one page. */
import { diagnosisOf, knownOf, type Finding, type Known } from "../diagnostics/diagnosis/index.js";
import {
  accountOf,
  checklistsSection,
  checksOf,
  diagnosticsSection,
  exploreSection,
  findingsSection,
  foundSection,
  mainVariables,
  modelSection,
  page,
  resultsSection,
  verdictOf,
  type Remark,
  type Section,
} from "../diagnostics/report/index.js";
import { computationCauses } from "../diagnostics/warnings.js";
import type { SummaryRow } from "../diagnostics/summarise.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { ModelChecks } from "./checksOfModel.js";

/** What a report is composed from. */
export interface ReportContent {
  readonly title: string;
  readonly posterior: Posterior;
  readonly summary: readonly SummaryRow[];
  /** Stand after the results, or before them where there is a `found` of their own. */
  readonly sections?: readonly Section[];
  /** Names of the variables that matter most, in order; those that are not group effects when absent. */
  readonly main?: readonly string[];
  /** Stands under the title, such as the day on which the report was made. */
  readonly lead?: string;
  /** Replaces the table of main variables on the first screen. */
  readonly found?: Section;
  /** Checks of the model; without them the report is about results and computation alone. */
  readonly checks?: ModelChecks;
  /** What is known of how the draws were made; told by the posterior where it is left out. */
  readonly known?: Known;
}

const mostInlined = 150;

/**
 * One self-contained HTML file on a fit: verdict and causes, results, sections of the model, checks of the model, what was fitted,
 * diagnostics, checklists for reporting.
 *
 * @example
 * writeFileSync("report.html", composeReport({ title: "Eight schools", posterior, summary: summarise(posterior.draws) }));
 */
export function composeReport(content: ReportContent): string {
  const { title, posterior, summary, sections = [], main, lead, found, checks: modelChecks = noChecks } = content;
  const names = mainVariables(summary, main);
  const byName = new Map(summary.map((row) => [row.variable, row]));
  const rows = names.map((name) => byName.get(name)!);
  const checks = checksOf(posterior, summary, names);
  const { sensitivity } = modelChecks;
  const known = { ...(content.known ?? knownOf(posterior)), ...(sensitivity ? { sensitivity } : {}) };
  const findings = diagnosisOf(posterior.draws, summary, known);
  const results = resultsSection(posterior, rows, summary.length);
  return page({
    title,
    ...(lead === undefined ? {} : { lead }),
    verdict: {
      ...verdictOf(checks, findings, remarksOf(posterior, modelChecks)),
      found: found ?? foundSection(posterior, rows),
    },
    sections: [
      findingsSection(posterior, findings),
      // What a model finds in words of its own comes before the numbers of its parameters.
      ...(found ? [...sections, results] : [results, ...sections]),
      ...modelChecks.sections,
      exploreSection(posterior, interesting(names, findings), names),
      modelSection(posterior),
      diagnosticsSection({ posterior, summary, main: names, checks }),
      checklistsSection({ ...accountOf(posterior, summary), ...modelChecks.account }),
    ].filter((section) => section !== undefined),
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
      findings: findings.map((finding) => ({ ...finding, variables: finding.variables.slice(0, 50) })),
      warnings: posterior.warnings,
      model: posterior.model,
      provenance: posterior.provenance,
      timing: posterior.timing,
    },
    footer:
      `Made by poolwise ${posterior.provenance.versions["poolwise"] ?? ""}`.trim() + ". This page needs no network.",
  });
}

/** What is wrong comes first, then what matters most. */
function interesting(main: readonly string[], findings: readonly Finding[]): readonly string[] {
  return [...new Set([...findings.flatMap(({ figure }) => figure?.variables ?? []), ...main])];
}

const noChecks: ModelChecks = { sections: [], account: {} };

/** Warnings about data and model that forbid a plain reading of the results. */
const graveCauses: ReadonlySet<string> = new Set(["aliased_columns", "levels_are_rows"]);

/** What was noticed about model and data, and what checks of the model found. */
function remarksOf({ warnings }: Posterior, { remarks = [] }: ModelChecks): readonly Remark[] {
  const noticed = warnings
    .filter(({ cause }) => !computationCauses.has(cause))
    .map(({ cause, text }): Remark => ({ text, section: "model-noticed", grave: graveCauses.has(cause) }));
  return [...noticed, ...remarks];
}
