/** Writes draws for other programs: Parquet, CSV as CmdStan writes it, or an InferenceData for ArviZ. */
import { rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

import type { Draws } from "../../engine/core/Draws.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { drawsCsvPieces } from "../../engine/data/draws/drawsCsv.js";
import type { InferenceDetails } from "./zarr/writeInference.js";

/** What draws are written as. */
export type DrawsFormat = "parquet" | "csv" | "zarr";

/** What else is written, where the format has a place for it: Zarr has. */
export type ExportDetails = InferenceDetails;

/**
 * Writes the draws of a posterior, or draws alone, and returns the paths written. `parquet` is one table; `csv` a file for each chain, whose number is added to the
 * name (`draws.csv` becomes `draws-1.csv`); `zarr` a folder that ArviZ and xarray open as an InferenceData, with the sampler's statistics, the data and whatever
 * `details` holds.
 *
 * @throws UserError when something is there already, or there is nothing to write.
 * @example
 * await exportDraws(posterior, "schools.zarr", "zarr");
 * // in Python: arviz.from_zarr("schools.zarr"), or xarray.open_datatree("schools.zarr", engine="zarr")
 */
export async function exportDraws(
  source: Posterior | Draws,
  path: string,
  format: DrawsFormat,
  details: ExportDetails = {},
): Promise<string[]> {
  const posterior = "draws" in source ? source : { draws: source };
  const { draws } = posterior;
  if (format === "csv") {
    const paths = draws.chains.map(({ chain }) => numbered(path, chain));
    for (const one of paths) await refuseExisting(one);
    for (const [index, one] of paths.entries()) await writeFile(one, drawsCsvPieces(draws, index), { flag: "wx" });
    return paths;
  }
  await refuseExisting(path);
  if (format === "parquet") {
    const { writeParquet } = await import("./writeParquet.js");
    await writeParquet(path, draws);
    return [path];
  }
  const { writeInference } = await import("./zarr/writeInference.js");
  const dims = details.dims ?? ("model" in posterior ? dimsOf(posterior.model.lines) : undefined);
  try {
    await writeInference(path, posterior, { ...details, ...(dims ? { dims } : {}) });
  } catch (error) {
    // Half a store would pass for a whole one.
    await rm(path, { recursive: true, force: true });
    throw error;
  }
  return [path];
}

function numbered(path: string, chain: number): string {
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)}-${chain}${extension}`);
}

async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found) throw new UserError(`${path} is there already: remove it, or write to another place.`);
}

/**
 * Names of dimensions by parameter, as the lines of a program say them: `theta[school: 8] ~ normal(mu, tau)`.
 *
 * @param lines of a model's description
 */
export function dimsOf(lines: readonly string[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const line of lines) {
    const match = /^\s*([^\s[]+)\[([^\]]*: \d+[^\]]*)\]/.exec(line);
    if (match)
      found.set(
        match[1]!,
        match[2]!.split(", ").map((part) => part.replace(/: \d+$/, "")),
      );
  }
  return found;
}
