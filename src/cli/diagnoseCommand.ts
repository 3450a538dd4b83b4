/** `poolwise diagnose`: whether draws, ours or another program's, can be trusted. */
import { stat } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";
import { drawsFromCsv } from "../../engine/data/draws/drawsFromCsv.js";
import { summaryJson, summaryOfDraws, type Summary } from "../../diagnostics/summaryJson.js";
import type { Analysis } from "../analysis.js";
import { loadFit } from "../files/loadFit.js";
import { readBytes } from "../files/readBytes.js";
import { node } from "../platform/node/node.js";
import { savedAnalysis } from "./analysisFiles.js";
import { parseConditions } from "./failOn.js";
import { fitText } from "./fitText.js";

/** Options as the parser gives them. */
export interface DiagnoseOptions {
  readonly json?: boolean;
  readonly failOn?: string;
}

/** Runs the command; returns the exit status: 1 when a condition of `--fail-on` holds, and 0 otherwise. */
export async function diagnoseCommand(paths: readonly string[], options: DiagnoseOptions): Promise<number> {
  const conditions = options.failOn === undefined ? [] : parseConditions(options.failOn);
  const { summary, analysis } = await readDraws(paths);
  const text = options.json
    ? JSON.stringify(summary, null, 2)
    : fitText(summary, analysis, { width: process.stdout.columns || 100, folder: paths[0] });
  process.stdout.write(`${text}\n`);
  const met = conditions.filter((condition) => condition.holds(summary));
  if (met.length > 0)
    process.stderr.write(`poolwise: failed on ${met.map((condition) => condition.text).join(", ")}\n`);
  return met.length > 0 ? 1 : 0;
}

/** The summary of draws, with the variables that matter most and those only counted where an analysis named them. */
async function readDraws(
  paths: readonly string[],
): Promise<{ readonly summary: Summary; readonly analysis: Pick<Analysis, "main" | "counted"> }> {
  if (await isFolder(paths[0]!)) {
    if (paths.length > 1) throw new UserError("give the folder of one saved fit, or files of draws, not both");
    const summary = summaryJson(await loadFit(paths[0]!));
    const { main, counted } = await savedAnalysis(paths[0]!);
    return { summary, analysis: { ...(main ? { main } : {}), ...(counted ? { counted } : {}) } };
  }
  const decoder = new TextDecoder();
  const files = await Promise.all(
    paths.map(async (name) => ({ name, text: decoder.decode(await readBytes(name, "the file of draws")) })),
  );
  return { summary: summaryOfDraws(drawsFromCsv(files), { versions: await node.versions() }), analysis: {} };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
