/** Reads draws from whatever files they are in: formats are recognised by what is in them. */
import { open, stat } from "node:fs/promises";
import { join } from "node:path";

import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { DrawsFile } from "../../../engine/data/draws/DrawsFile.js";
import { gatherDraws } from "../../../engine/data/draws/gatherDraws.js";
import type { ReadDraws } from "../../../engine/data/draws/ReadDraws.js";
import { fitFileName } from "../fitFile.js";
import { loadFit } from "../loadFit.js";
import { unreadable } from "../readBytes.js";
import { readCsvDraws } from "./readCsvDraws.js";

/** Draws with the whole posterior, where they are those of a saved fit. */
export interface DrawsOnDisk extends ReadDraws {
  readonly posterior?: Posterior;
}

/**
 * The draws of one fit. Each path is a CSV file of CmdStan, of R's `posterior`, of ArviZ or of ours (gzip too), a Parquet table with a column for the
 * chain, a Zarr store of an InferenceData (a folder, or a zip file), or, alone, the folder of a saved fit. Several are chains of one fit.
 *
 * @throws UserError naming the file, with line and column where it has any: a format that is not read, a damaged file, text where numbers are
 * expected, files of different models, a chain given twice.
 * @example
 * const { draws, origin } = await readDraws(["chain1.csv", "chain2.csv"]);
 * console.log(summaryText(summaryOfDraws(draws)));
 */
export async function readDraws(paths: readonly string[]): Promise<DrawsOnDisk> {
  if (paths.length === 1 && (await isFile(join(paths[0]!, fitFileName)))) {
    const posterior = await loadFit(paths[0]!);
    return { draws: posterior.draws, origin: "poolwise", posterior };
  }
  const files: DrawsFile[] = [];
  // One after another, so that no more than one file is in the making.
  for (const path of paths) files.push(await readDrawsFile(path, paths.length > 1));
  return gatherDraws(files);
}

async function readDrawsFile(path: string, amongOthers: boolean): Promise<DrawsFile> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable("the file of draws", path, error);
  });
  if (found.isDirectory()) return readFolder(path, amongOthers);
  const start = await firstBytes(path);
  if (startsWith(start, "PAR1")) return (await import("./readParquetDraws.js")).readParquetDraws(path);
  if (startsWith(start, "PK\x03\x04") || startsWith(start, "PK\x05\x06"))
    return (await import("./readZarrDraws.js")).readZarrDraws(path, "zip");
  refuseOthers(path, start);
  return readCsvDraws(path, startsWith(start, "\x1f\x8b"));
}

async function readFolder(path: string, amongOthers: boolean): Promise<DrawsFile> {
  if (await isFile(join(path, fitFileName))) {
    throw new UserError(
      amongOthers
        ? `${path} is the folder of a saved fit, which has all its chains: give it alone.`
        : `${path} cannot be read: its ${fitFileName} is no file.`,
    );
  }
  for (const mark of [".zgroup", ".zmetadata", "zarr.json", ".zattrs"]) {
    if (await isFile(join(path, mark))) return (await import("./readZarrDraws.js")).readZarrDraws(path, "folder");
  }
  throw new UserError(
    `${path} holds neither a saved fit (${fitFileName}) nor a Zarr store (.zgroup or zarr.json): ` +
      `give one of these, or files of draws.`,
  );
}

/** What is plainly something else is named, with the way to what can be read. */
function refuseOthers(path: string, start: Uint8Array): void {
  const is = (text: string) => startsWith(start, text);
  if (is("\x89HDF") || is("CDF")) {
    throw new UserError(
      `${path} is a netCDF file, which is not read: save the draws as Zarr, in Python ` +
        `xarray.open_datatree("${path}").to_zarr("draws.zarr", zarr_format=2).`,
    );
  }
  if (is("RDX") || is("RDA") || is("X\n\0") || is("A\n")) {
    throw new UserError(`${path} is a file of R's own, which is not read: save the draws as CSV or Parquet.`);
  }
  if (is("ARROW1")) throw new UserError(`${path} is an Arrow file, which is not read: save the draws as Parquet.`);
  if (is("{") || is("[")) {
    throw new UserError(`${path} is JSON, not draws: give CSV or Parquet files, or a Zarr store.`);
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw unreadable("the file of draws", path, error);
  });
  try {
    const bytes = new Uint8Array(8);
    // A pipe can be read once only: what it holds is taken for CSV.
    if (!(await file.stat()).isFile()) return new Uint8Array(0);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
