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
  looSection,
  mainVariables,
  modelSection,
  page,
  replicatesSection,
  resultsSection,
  sensitivitySection,
  verdictOf,
  type Account,
  type Section,
} from "../diagnostics/report/index.js";
import type { SummaryRow } from "../diagnostics/summarise.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { ModelChecks } from "./checksOfModel.js";

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
  /** Checks of the model; without them the report is about results and computation alone. */
  readonly checks?: ModelChecks;
  /** What is known of how the draws were made; told by the posterior where it is left out. */
  readonly known?: Known;
}

const mostInlined = 300;

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
  const checks = checksOf(posterior, summary);
  const { sensitivity } = modelChecks;
  const known = { ...(content.known ?? knownOf(posterior)), ...(sensitivity ? { sensitivity: sensitivity.rows } : {}) };
  const findings = diagnosisOf(posterior.draws, summary, known);
  return page({
    title,
    ...(lead === undefined ? {} : { lead }),
    verdict: { ...verdictOf(checks, findings), found: found ?? foundSection(posterior, rows) },
    sections: [
      findingsSection(posterior, findings),
      resultsSection(posterior, rows, summary.length),
      ...sections,
      ...checkingSections(modelChecks),
      exploreSection(posterior, interesting(names, findings)),
      modelSection(posterior),
      diagnosticsSection({ posterior, summary, main: names, checks }),
      checklistsSection({ ...accountOf(posterior, summary), ...accountOfChecks(modelChecks) }),
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

/** Whether the model fits, predicts, and depends on its priors; what was not checked, and why. */
function checkingSections({ replicates, loo, sensitivity, priors, notDone }: ModelChecks): readonly Section[] {
  const sections = [
    replicatesSection(replicates),
    loo && looSection(loo),
    sensitivity || priors ? sensitivitySection({ ...(sensitivity ?? {}), ...(priors ? { priors } : {}) }) : undefined,
  ].filter((section) => section !== undefined);
  if (notDone.length === 0) return sections;
  return [...sections, { id: "not-checked", title: "What was not checked", text: notDone }];
}

/** What guidelines ask for, of these checks. */
function accountOfChecks({ replicates, loo, sensitivity }: ModelChecks): Partial<Account> {
  return {
    ...(replicates.length === 0
      ? {}
      : {
          posteriorPredictive: {
            text: "Replicated responses beside those observed.",
            section: "replicates",
            title: "Would the model give such data?",
          },
        }),
    ...(loo
      ? {
          comparison: {
            text: "Leave-one-out prediction of this model; a comparison needs another model of the same data.",
            section: "loo",
            title: "How well are new observations predicted?",
          },
        }
      : {}),
    ...(sensitivity
      ? {
          sensitivity: {
            text: "The posterior under priors and likelihood that weigh a little more and less (power-scaling).",
            section: "sensitivity",
            title: "How much do priors matter?",
          },
        }
      : {}),
  };
}

const noChecks: ModelChecks = { replicates: [], notDone: [] };
