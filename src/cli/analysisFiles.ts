/** Files that an analysis adds to a saved fit, and the analysis itself, kept so that a report can be made again. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Section } from "../../diagnostics/report/Section.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Analysis } from "../analysis.js";

/** Holds the analysis of a saved fit: its text, sections and main variables. */
const analysisFileName = "analysis.json";

const plainName = /^[A-Za-z0-9][A-Za-z0-9_-]*\.json$/;
const taken = new Set(["summary.json", "fit.json", analysisFileName]);

/** Holds, in the file, the name of a number that JSON does not have. */
const numberKey = "$number";

/** How numbers are written that JSON does not have: before there was a name for it they were all null. */
const format = 2;

/**
 * Names and texts of the files.
 * Throws UserError when a name is not a plain one ending in `.json`, or is that of another file of the fit, and when a section is not plain.
 */
export function analysisFiles({ files = {}, ...analysis }: Analysis): Map<string, string> {
  const html = analysis.sections?.find(isHtml);
  if (html)
    throw new UserError(`the section "${html.id}" of the analysis holds HTML or charts: give it text, figure or table`);
  const texts = new Map<string, string>();
  if (Object.keys(analysis).length > 0) {
    texts.set(
      analysisFileName,
      JSON.stringify({ format, ...analysis }, (_key, value: unknown) => inJson(value)),
    );
  }
  for (const [name, value] of Object.entries(files)) {
    if (!plainName.test(name))
      throw new UserError(`the analysis names a file "${name}": give it a name such as "nma.json"`);
    if (taken.has(name))
      throw new UserError(`the analysis names a file "${name}", which the fit itself writes: rename it`);
    texts.set(name, JSON.stringify(value, null, 2) + "\n");
  }
  return texts;
}

function inJson(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { [numberKey]: String(value) } : value;
}

/** The analysis kept in the folder of a fit; empty when the fit had none. Throws UserError when the file is damaged. */
export async function savedAnalysis(folder: string): Promise<Analysis> {
  const path = join(folder, analysisFileName);
  const text = await readFile(path, "utf8").catch(() => "{}");
  try {
    const { format: written, ...analysis } = JSON.parse(text) as Analysis & { readonly format?: number };
    return fromJson(analysis, written !== format) as Analysis;
  } catch {
    throw new UserError(`${path} is damaged: run the fit again`);
  }
}

/** @param nullIsNumber Whether null stands for a number that could not be computed, as it once did. */
function fromJson(value: unknown, nullIsNumber: boolean): unknown {
  if (value === null) return nullIsNumber ? NaN : null;
  if (Array.isArray(value)) return value.map((one) => fromJson(one, nullIsNumber));
  if (typeof value !== "object") return value;
  if (numberKey in value) return Number(value[numberKey]);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fromJson(one, nullIsNumber)]));
}

/**
 * The same for who shows its sections. Those written by a poolwise whose sections were pieces of HTML cannot be shown: a section says so
 * in their place, and how to get them.
 */
export async function savedSections(folder: string): Promise<Analysis> {
  const { found, sections = [], ...analysis } = await savedAnalysis(folder);
  const old = [...(typeof found === "string" ? ["What was found"] : []), ...sections.filter(isHtml).map(titleOf)];
  const plain = sections.filter((section) => !isHtml(section));
  const shown = old.length === 0 ? plain : [...plain, notShown(old)];
  return {
    ...analysis,
    ...(found !== undefined && typeof found !== "string" ? { found } : {}),
    ...(shown.length > 0 ? { sections: shown } : {}),
  };
}

function notShown(titles: readonly string[]): Section {
  return {
    id: "not-shown",
    title: "What this page leaves out",
    text:
      `An older poolwise wrote this fit, and ${titles.length === 1 ? "a section" : `${titles.length} sections`} of its report in a ` +
      `form that is not read any more: ${titles.join(", ")}. Draws, results and diagnostics are shown in full. Run poolwise fit again, ` +
      `with the same data and seed, for a whole report.`,
  };
}

function titleOf({ title, id }: Section): string {
  return title || id;
}

function isHtml(section: object): boolean {
  return "html" in section || "charts" in section;
}
