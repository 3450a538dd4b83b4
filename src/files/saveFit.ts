/** Saves a fit as a folder: a summary, draws and a report for people and programs, and all that is needed to load it. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";

import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { withChecks } from "../workflows/withChecks.js";
import { checkFile } from "./checkNumbers.js";
import { splitDeclaration } from "./declarationFile.js";
import { exportDraws, type DrawsFormat, type ExportDetails } from "./exportDraws.js";
import { fitFileName, fitFormat, fitVersion, modelFolderName, numbersFileName } from "./fitFile.js";
import type { FitFile, ModelSource, SourceFile } from "./fitFile.js";
import { chainFile, columnFile, numbersOf } from "./fitNumbers.js";
import type { LocalImports } from "./localImports.js";
import { bytesOf, writeNumbers } from "./numberFile.js";
import { replaceFolder } from "./outputFolder.js";
import { structureHashes } from "./structureHashes.js";

/** What is written beside the numbers; texts are made by the caller, who knows summaries and reports. */
export interface SaveOptions {
  /** Further files by name, such as `summary.json` and `report.html`. */
  readonly files?: ReadonlyMap<string, string>;
  /** "csv" adds `draws-1.csv`, `draws-2.csv`, … to `draws.parquet`, "zarr" adds `draws.zarr`. */
  readonly drawsFormat?: DrawsFormat;
  /** What `draws.zarr` holds besides draws and data. */
  readonly exported?: ExportDetails;
  /**
   * The model file with the files of its own that it imports, copied so that the fit can be made again; loading never
   * executes them.
   */
  readonly modelFile?: { readonly name: string; readonly text: string; readonly imports?: LocalImports };
}

/**
 * Writes a fit to a folder, whole or not at all; a folder that holds a poolwise fit is replaced.
 * Throws UserError when the folder holds something else, or cannot be written.
 *
 * @example
 * await saveFit("out/schools", posterior, { files: new Map([["summary.json", text]]) });
 */
export async function saveFit(folder: string, posterior: Posterior, options: SaveOptions = {}): Promise<void> {
  await replaceFolder(folder, async (temporary) => {
    const path = (name: string) => join(temporary, name);
    const { writeParquet } = await import("./writeParquet.js");
    await writeParquet(path("draws.parquet"), posterior.draws);
    const { drawsFormat, exported } = options;
    if (drawsFormat === "csv") await exportDraws(posterior, path("draws.csv"), "csv");
    if (drawsFormat === "zarr") await exportDraws(posterior, path("draws.zarr"), "zarr", exported);
    if (options.modelFile) await writeModel(path(modelFolderName), options.modelFile);
    for (const [name, text] of options.files ?? []) await writeFile(path(name), text, { flag: "wx" });
    const split = posterior.declaration && splitDeclaration(posterior.declaration);
    const checked = await withChecks(posterior);
    const arrays = new Map([...numbersOf(checked), ...(split?.arrays ?? [])]);
    const places = await writeNumbers(path(numbersFileName), arrays);
    const hash = createHash("sha256");
    for (const array of arrays.values()) hash.update(bytesOf(array));
    const record: FitFile = {
      ...recordOf(checked, split?.declaration),
      ...(options.modelFile ? { modelFile: modelSource(options.modelFile) } : {}),
      numbers: { sha256: hash.digest("hex"), arrays: places },
    };
    await writeFile(path(fitFileName), JSON.stringify(record, null, 1), { flag: "wx" });
  });
}

/** @param declaration Without its arrays. */
function recordOf(posterior: Posterior, declaration: Posterior["declaration"]): Omit<FitFile, "numbers"> {
  const { draws, model, provenance, timing, warnings, data } = posterior;
  const structures = structureHashes(posterior.declaration);
  return {
    format: fitFormat,
    version: fitVersion,
    model,
    ...(declaration ? { declaration } : {}),
    ...(structures.length > 0 ? { structures } : {}),
    provenance,
    timing,
    warnings,
    names: draws.names,
    maxTreeDepth: draws.maxTreeDepth,
    chains: draws.chains.map(chainFile),
    ...checkFile(posterior),
    ...(data ? { data: { rows: data.rows, columns: [...data.columns.values()].map(columnFile) } } : {}),
  };
}

type ModelFile = NonNullable<SaveOptions["modelFile"]>;

async function writeModel(folder: string, { name, text, imports }: ModelFile): Promise<void> {
  for (const [place, content] of [[name, text] as const, ...(imports?.files ?? [])]) {
    const path = resolve(folder, place);
    if (!path.startsWith(folder + sep)) throw new UserError(`"${place}" is no place within a folder: rename the file`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  }
}

function modelSource({ name, text, imports }: ModelFile): ModelSource {
  const files = [...(imports?.files ?? [])].map(([place, bytes]) => sourceFile(place, bytes));
  const notCopied = imports?.elsewhere ?? [];
  return {
    ...sourceFile(name, text),
    ...(files.length > 0 ? { imports: files } : {}),
    ...(notCopied.length > 0 ? { notCopied } : {}),
  };
}

function sourceFile(name: string, content: string | Uint8Array): SourceFile {
  return { name, sha256: createHash("sha256").update(content).digest("hex") };
}
