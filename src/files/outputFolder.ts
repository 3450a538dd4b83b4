/** Output folders: refused when they hold something else, written beside and renamed, so that no half fit is ever seen. */

import { mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import { UserError } from "../../engine/core/UserError.js";
import { fitFileName, fitFormat, modelFolderName } from "./fitFile.js";

/**
 * Checks, before anything is computed, that a folder may be written: it must not exist, be empty, or hold a poolwise fit and
 * nothing that someone else put there, which would be lost.
 *
 * @throws UserError when it has no name, is a file, holds something else, or cannot be written.
 */
export async function checkOutputFolder(folder: string): Promise<void> {
  // An empty name would be the working folder itself.
  if (folder.trim() === "") throw new UserError("--out is empty: give it the name of a folder");
  const target = resolve(folder);
  const found = await stat(target).catch(() => undefined);
  if (found !== undefined && !found.isDirectory()) {
    throw new UserError(`${folder} is a file: give --out the name of a folder`);
  }
  const entries = found === undefined ? [] : await readdir(target);
  if (entries.length > 0 && !(await holdsFit(target))) {
    throw new UserError(`the folder ${folder} is not empty and holds no poolwise fit: give --out another name`);
  }
  const foreign = entries.find((name) => !isOfFit(name));
  if (foreign !== undefined) {
    throw new UserError(
      `the folder ${folder} holds "${foreign}" beside a fit, which would be lost: move it, or give --out another name`,
    );
  }
  // Tried, not asked: where permissions do not tell, as under /proc, draws would be lost after they were made.
  const parent = await nearestFolder(dirname(target));
  const trial = await mkdtemp(join(parent, ".poolwise-")).catch(({ code }: NodeJS.ErrnoException) => {
    const why = code === "EACCES" || code === "EPERM" ? "you have no permission there" : "no folder can be made there";
    throw new UserError(`the folder ${folder} cannot be written: ${why}`);
  });
  await rmdir(trial);
}

/** What fits write: tables and records as JSON, whatever an analysis calls them, draws, the report, the model's files. */
function isOfFit(name: string): boolean {
  return (
    name === modelFolderName ||
    /^(.*\.json|numbers\.bin|report\.html(\.new)?|draws(\.parquet|\.zarr|-\d+\.csv))$/.test(name)
  );
}

/** Whether a folder holds a poolwise fit. */
export async function holdsFit(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, fitFileName), "utf8").catch(() => "");
  return text.slice(0, 200).includes(JSON.stringify(fitFormat));
}

/**
 * Has `fill` write a folder beside the target and puts it in the target's place in one step; when `fill` fails,
 * the target is as it was.
 *
 * @throws UserError as {@link checkOutputFolder} does.
 */
export async function replaceFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  await checkOutputFolder(folder);
  const target = await realpath(folder).catch(() => resolve(folder));
  await mkdir(dirname(target), { recursive: true });
  const temporary = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  const scratch = join(temporary, "old");
  try {
    const fresh = join(temporary, "new");
    await mkdir(fresh);
    await fill(fresh);
    const replaced = await rename(target, scratch).then(
      () => true,
      () => false,
    );
    await rename(fresh, target).catch(async (error: unknown) => {
      if (replaced) await rename(scratch, target);
      throw error;
    });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined
      ? error
      : new UserError(`the fit could not be written to ${folder}: ${(error as Error).message}`);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  if (found !== undefined) throw new UserError(`${path} is a file: give --out a folder elsewhere`);
  const parent = dirname(path);
  return parent === path ? path : nearestFolder(parent);
}
