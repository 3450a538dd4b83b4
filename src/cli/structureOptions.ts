/** Structures on the command line: `--tree t=f.nwk,scale=none`, `--matrix K=K.csv`, `--precision Q=q.csv`, `--pedigree P=ped.csv`. */
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import type { MatrixOptions } from "../../models/glmm/structures/matrixInput.js";
import type { StructureDeclaration } from "../../models/glmm/structures/StructureDeclaration.js";
import { readStructureTable, readTreeText } from "../files/readStructure.js";

/** Options as the parser gives them, each as often as it was given. */
export interface StructureOptions {
  readonly tree?: readonly string[];
  readonly matrix?: readonly string[];
  readonly precision?: readonly string[];
  readonly pedigree?: readonly string[];
}

/** What was typed after an option. */
export interface StructureText {
  readonly option: keyof StructureOptions;
  readonly name: string;
  readonly path: string;
  /** `scale=none` and `lengths=grafen` of a tree, `ridge=0.01` of a matrix. */
  readonly settings: ReadonlyMap<string, string>;
}

const options = ["tree", "matrix", "precision", "pedigree"] as const;

/** What may follow a file, after commas: words to choose from, or undefined for a number that is not negative. */
const settingsOf: Record<keyof StructureOptions, ReadonlyMap<string, readonly string[] | undefined>> = {
  tree: new Map([
    ["scale", ["height", "none"]],
    ["lengths", ["given", "grafen"]],
  ]),
  matrix: new Map([["ridge", undefined]]),
  precision: new Map([["ridge", undefined]]),
  pedigree: new Map(),
};

/**
 * What the options name, read from their files.
 *
 * @throws UserError for an option that is not understood, a name that is given twice, and a file that cannot be read.
 */
export async function structuresOf(given: StructureOptions): Promise<ReadonlyMap<string, StructureDeclaration>> {
  const texts = options.flatMap((option) => (given[option] ?? []).map((text) => parseStructure(option, text)));
  const seen = new Set<string>();
  for (const { option, name } of texts) {
    if (seen.has(name))
      throw new UserError(`--${option} gives the name "${name}" again: give each structure a name of its own.`);
    seen.add(name);
  }
  const structures = new Map<string, StructureDeclaration>();
  for (const text of texts) structures.set(text.name, await read(text));
  return structures;
}

/**
 * The parts of `t=f.nwk,scale=none`. The file is everything between the first `=` and the settings at the end, so that it may hold
 * both signs itself.
 *
 * @throws UserError that says what is missing, or the nearest setting.
 */
export function parseStructure(option: keyof StructureOptions, text: string): StructureText {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(equals, 0)).trim();
  let path = text.slice(equals + 1).trim();
  const invalid = (sentence: string) => new UserError(`invalid --${option}: "${text}"; ${sentence}`);
  if (equals < 0 || name === "" || path === "") {
    throw invalid(`it must be a name and a file, as in ${examples[option]}`);
  }
  const known = settingsOf[option];
  const settings = new Map<string, string>();
  for (;;) {
    const [whole, key = "", value = ""] = /,\s*(\w+)\s*=\s*([^,=]*)$/.exec(path) ?? [];
    const meant = known.has(key) ? key : nearestName(key, known.keys());
    // Anything that is no setting of another option belongs to the name of the file.
    if (meant === undefined && allSettings.has(key)) {
      throw invalid(
        `after the file may stand ${[...known].map(([one, values]) => choicesText(one, values)).join(", ") || "no setting"}, not ` +
          `"${whole!.slice(1).trim()}"`,
      );
    }
    if (whole === undefined || meant === undefined) return { option, name, path, settings };
    const choices = known.get(meant);
    const isFitting = choices ? choices.includes(value.trim()) : value.trim() !== "" && Number(value) >= 0;
    if (meant !== key || !isFitting) {
      throw invalid(`after the file may stand ${choicesText(meant, choices)}, not "${whole.slice(1).trim()}"`);
    }
    if (settings.has(key)) throw invalid(`${key} is given twice`);
    settings.set(key, value.trim());
    path = path.slice(0, -whole.length).trim();
  }
}

const allSettings: ReadonlySet<string> = new Set(Object.values(settingsOf).flatMap((known) => [...known.keys()]));

/** `scale=height or scale=none` */
function choicesText(setting: string, choices: readonly string[] | undefined): string {
  return choices?.map((choice) => `${setting}=${choice}`).join(" or ") ?? `${setting}=0.01`;
}

const examples: Record<keyof StructureOptions, string> = {
  tree: "--tree t=tree.nwk",
  matrix: "--matrix K=K.csv",
  precision: "--precision Q=Q.csv",
  pedigree: "--pedigree P=pedigree.csv",
};

async function read({ option, name, path, settings }: StructureText): Promise<StructureDeclaration> {
  switch (option) {
    case "tree": {
      const { tree } = await import("../../models/glmm/structures/tree.js");
      return tree(await readTreeText(path), Object.fromEntries(settings));
    }
    case "matrix": {
      const { covariance } = await import("../../models/glmm/structures/covariance.js");
      return covariance(
        await readStructureTable(path, "the matrix file"),
        matrixOptions(`the matrix ${name}`, settings),
      );
    }
    case "precision": {
      const { precision } = await import("../../models/glmm/structures/precision.js");
      const table = await readStructureTable(path, "the precision file");
      return precision(table, matrixOptions(`the precision ${name}`, settings));
    }
    case "pedigree": {
      const { pedigreeOfTable } = await import("../../models/glmm/structures/pedigreeOfTable.js");
      return pedigreeOfTable(await readStructureTable(path, "the pedigree file"), `the pedigree ${name}`);
    }
  }
}

function matrixOptions(source: string, settings: StructureText["settings"]): MatrixOptions {
  return { source, ridge: Number(settings.get("ridge") ?? 0) };
}
