/** `poolwise diagnose`: whether draws, ours or another program's, can be trusted. */
import { writeFile } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";
import { printable } from "../../engine/text/printable.js";
import { selectVariables } from "../../engine/data/draws/selectVariables.js";
import type { Known } from "../../diagnostics/diagnosis/Known.js";
import { knownOf } from "../../diagnostics/diagnosis/knownOf.js";
import { summaryOfDraws, type Summary } from "../../diagnostics/summaryJson.js";
import type { Analysis } from "../analysis.js";
import { readDraws, type DrawsOnDisk } from "../files/draws/readDraws.js";
import { node } from "../platform/node/node.js";
import { savedAnalysis } from "./analysisFiles.js";
import { diagnosisText } from "./diagnosisText.js";
import { parseConditions, type Judgement } from "./failOn.js";
import { githubLines } from "./githubLines.js";
import { junitText } from "./junitText.js";
import { textWidths } from "./textWidths.js";

/** Options as the parser gives them. */
export interface DiagnoseOptions {
  readonly json?: boolean;
  readonly failOn?: string;
  readonly variables?: string;
  readonly all?: boolean;
  readonly junit?: string;
  readonly github?: boolean;
  /** A file for the report of the draws. */
  readonly report?: string;
}

/** Draws that are diagnosed, with all that is known of them. */
export interface Diagnosed extends DrawsOnDisk {
  /** Who made them, so that advice is in the words of that program. */
  readonly known: Known;
  readonly summary: Summary;
  /** Variables that matter most and those only counted, where an analysis named them. */
  readonly analysis: Pick<Analysis, "main" | "counted">;
}

/** Runs the command; returns the exit status: 1 when a condition of `--fail-on` is met, and 0 otherwise. */
export async function diagnoseCommand(paths: readonly string[], options: DiagnoseOptions): Promise<number> {
  const conditions = options.failOn === undefined ? [] : parseConditions(options.failOn);
  if (options.junit !== undefined && conditions.length === 0) {
    throw new UserError("--junit writes one test for each condition: give conditions with --fail-on");
  }
  const diagnosed = await readDiagnosed(paths, options.variables);
  const { summary, analysis } = diagnosed;
  const text = options.json
    ? JSON.stringify(summary, null, 2)
    : diagnosisText(summary, analysis, { ...textWidths(process.stdout), folder: paths[0], all: options.all });
  process.stdout.write(`${text}\n`);
  if (options.report !== undefined) await writeReport(options.report, diagnosed, paths);
  const judgements = conditions.map((condition) => condition.judge(summary));
  if (options.junit !== undefined) await writeJunit(options.junit, judgements, paths);
  if (options.github && process.env["GITHUB_ACTIONS"]) {
    for (const line of githubLines(judgements, summary.warnings)) process.stderr.write(`${line}\n`);
  }
  return statusOf(judgements);
}

/**
 * Draws with their summary: what the text, the conditions and a report are made of.
 *
 * @param variables pattern of those to look at, all by default
 */
export async function readDiagnosed(paths: readonly string[], variables?: string): Promise<Diagnosed> {
  const read = await readDraws(paths);
  const draws = variables === undefined ? read.draws : selectVariables(read.draws, variables);
  const { posterior } = read;
  // Kept warnings that name variables speak of all of them.
  const kept = (posterior ?? read).warnings?.filter(
    (warning) => variables === undefined || warning.variables.length === 0,
  );
  const versions = posterior ? undefined : { versions: await node.versions() };
  const known = posterior ? knownOf(posterior) : { origin: read.origin };
  const summary = summaryOfDraws(draws, { ...posterior, ...versions, ...(kept ? { warnings: kept } : {}), known });
  const { main, counted } = posterior ? await savedAnalysis(paths[0]!) : {};
  const all = { ...read, draws, ...(posterior ? { posterior: { ...posterior, draws } } : {}) };
  return { ...all, known, summary, analysis: { ...(main ? { main } : {}), ...(counted ? { counted } : {}) } };
}

/** One HTML file on the draws, with leave-one-out where their log likelihood came with them. */
async function writeReport(path: string, diagnosed: Diagnosed, paths: readonly string[]): Promise<void> {
  const { diagnosisReport } = await import("./diagnosisReport.js");
  await writeFile(path, await diagnosisReport(diagnosed, paths)).catch((error: Error) => {
    throw new UserError(`${path} cannot be written: ${error.message}`);
  });
  process.stderr.write(`report written to ${path}\n`);
}

async function writeJunit(path: string, judgements: readonly Judgement[], paths: readonly string[]): Promise<void> {
  await writeFile(path, junitText(judgements, paths.join(" "))).catch((error: Error) => {
    throw new UserError(`${path} cannot be written: ${error.message}`);
  });
}

/** One line for what is met. @throws UserError for a condition that these draws do not answer. */
function statusOf(judgements: readonly Judgement[]): number {
  const met = judgements.filter(({ state }) => state === "met");
  if (met.length > 0) {
    const words = met.map(({ text, found }) => `${text} (${printable(found)})`).join("; ");
    process.stderr.write(`poolwise: failed on ${words}\n`);
    return 1;
  }
  const unknown = judgements.find(({ state }) => state === "unknown");
  if (unknown === undefined) return 0;
  throw new UserError(`"${unknown.text}" cannot be judged: ${unknown.found}; leave it out of --fail-on.`);
}
