/** Loads a saved fit, exactly, without executing its model file. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { checksFrom } from "./checkNumbers.js";
import { joinDeclaration } from "./declarationFile.js";
import { fitFileName, fitFormat, fitVersion, numbersFileName, type FitFile } from "./fitFile.js";
import { chainFrom, tableFrom } from "./fitNumbers.js";
import { bytesOf, readNumbers } from "./numberFile.js";
import { structureHashes } from "./structureHashes.js";

/**
 * The posterior saved in a folder; its draws have the bytes they had.
 * Throws UserError when there is no fit, when it was written by a later version, or when its numbers are damaged.
 *
 * @example
 * const posterior = await loadFit("out/schools");
 */
export async function loadFit(folder: string): Promise<Posterior> {
  const file = await readFitFile(folder);
  const path = join(folder, numbersFileName);
  const arrays = await readNumbers(path, file.numbers.arrays);
  const hash = createHash("sha256");
  for (const array of arrays.values()) hash.update(bytesOf(array));
  if (hash.digest("hex") !== file.numbers.sha256) {
    throw new UserError(`${path} is damaged, its hash differs from the one in ${fitFileName}: run the fit again`);
  }
  const declaration = file.declaration && joinDeclaration(file.declaration, arrays);
  checkStructures(folder, file, declaration);
  return {
    draws: {
      names: file.names,
      chains: file.chains.map((chain) => chainFrom(chain, arrays)),
      maxTreeDepth: file.maxTreeDepth,
    },
    model: file.model,
    ...(declaration ? { declaration } : {}),
    provenance: file.provenance,
    timing: file.timing,
    warnings: file.warnings,
    ...(file.data ? { data: tableFrom(file.data, arrays) } : {}),
    ...checksFrom(file, arrays),
  };
}

/** The text of a tree or the names of a matrix may have been changed, which no hash of numbers tells. */
function checkStructures(folder: string, { structures = [] }: FitFile, declaration: Posterior["declaration"]): void {
  const found = new Map(structureHashes(declaration).map(({ name, sha256 }) => [name, sha256]));
  const damaged = structures.find(({ name, sha256 }) => found.get(name) !== sha256);
  if (damaged === undefined) return;
  throw new UserError(
    `the structure "${damaged.name}" in ${join(folder, fitFileName)} is damaged, its hash differs from the one recorded: ` +
      `run the fit again`,
  );
}

/** The record of a saved fit. Throws UserError when there is none, or it cannot be understood. */
export async function readFitFile(folder: string): Promise<FitFile> {
  const text = await readFile(join(folder, fitFileName), "utf8").catch(() => undefined);
  if (text === undefined) throw new UserError(`there is no poolwise fit in ${folder}: it has no ${fitFileName}`);
  const file = parsed(text);
  if (file?.format !== fitFormat)
    throw new UserError(`${join(folder, fitFileName)} is not the record of a poolwise fit`);
  if (file.version! > fitVersion) {
    throw new UserError(`the fit in ${folder} was saved by a later version of poolwise: update poolwise to read it`);
  }
  return file as FitFile;
}

function parsed(text: string): Partial<FitFile> | undefined {
  try {
    return JSON.parse(text) as Partial<FitFile>;
  } catch {
    return undefined;
  }
}
