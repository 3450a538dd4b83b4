/** Files that an analysis adds to a saved fit, and the analysis itself, kept so that a report can be made again. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { UserError } from "../../engine/core/UserError.js";
import type { Analysis } from "../analysis.js";

/** Holds the analysis of a saved fit: its text, sections and main variables. */
const analysisFileName = "analysis.json";

const plainName = /^[A-Za-z0-9][A-Za-z0-9_-]*\.json$/;
const taken = new Set(["summary.json", "fit.json", analysisFileName]);

/**
 * Names and texts of the files.
 * Throws UserError when a name is not a plain one ending in `.json`, or is that of another file of the fit, and when a section is not plain.
 */
export function analysisFiles({ files = {}, ...analysis }: Analysis): Map<string, string> {
  const html = analysis.sections?.find(isHtml);
  if (html)
    throw new UserError(`the section "${html.id}" of the analysis holds HTML or charts: give it text, figure or table`);
  const texts = new Map<string, string>();
  if (Object.keys(analysis).length > 0) texts.set(analysisFileName, JSON.stringify(analysis));
  for (const [name, value] of Object.entries(files)) {
    if (!plainName.test(name))
      throw new UserError(`the analysis names a file "${name}": give it a name such as "nma.json"`);
    if (taken.has(name))
      throw new UserError(`the analysis names a file "${name}", which the fit itself writes: rename it`);
    texts.set(name, JSON.stringify(value, null, 2) + "\n");
  }
  return texts;
}

/** The analysis kept in the folder of a fit; empty when the fit had none. Throws UserError when the file is damaged. */
export async function savedAnalysis(folder: string): Promise<Analysis> {
  const path = join(folder, analysisFileName);
  const text = await readFile(path, "utf8").catch(() => "{}");
  try {
    // JSON has no NaN: in an analysis null is always a number of a table or a panel that could not be computed.
    return JSON.parse(text, (_key, value: unknown) => (value === null ? NaN : value)) as Analysis;
  } catch {
    throw new UserError(`${path} is damaged: run the fit again`);
  }
}

/**
 * The same for who shows its sections.
 * Throws UserError also when they were written by a poolwise whose sections were pieces of HTML.
 */
export async function savedSections(folder: string): Promise<Analysis> {
  const analysis = await savedAnalysis(folder);
  if (typeof analysis.found !== "string" && !analysis.sections?.some(isHtml)) return analysis;
  const path = join(folder, analysisFileName);
  throw new UserError(`${path} was written by an older poolwise, and its sections cannot be shown: run the fit again`);
}

function isHtml(section: object): boolean {
  return "html" in section || "charts" in section;
}
