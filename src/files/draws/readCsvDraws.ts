/** Reads a CSV file of draws as a stream, so that its text is never in memory whole. */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { isUserError, UserError } from "../../../engine/core/UserError.js";
import { csvDraws } from "../../../engine/data/draws/csvDraws.js";
import type { DrawsFile } from "../../../engine/data/draws/DrawsFile.js";
import { unreadable } from "../readBytes.js";

const pieceBytes = 1_048_576;

/**
 * What a CSV file holds.
 *
 * @param gzip whether it is compressed
 * @throws UserError naming file, line and column of what is wrong in it.
 */
export async function readCsvDraws(path: string, gzip: boolean): Promise<DrawsFile> {
  const reader = csvDraws(path);
  const bytes = createReadStream(path, { highWaterMark: pieceBytes });
  // A mistake in the file must close it, and a mistake of the disk must reach whoever reads.
  const stream: Readable = gzip ? bytes.pipe(createGunzip({ chunkSize: pieceBytes })) : bytes;
  bytes.on("error", (error) => void stream.destroy(error));
  try {
    let first = true;
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      if (first && gzip) refuseR(path, piece);
      first = false;
      reader.push(piece);
    }
    return reader.finish();
  } catch (error) {
    if (isUserError(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code.startsWith("Z_"))
      throw new UserError(`${path} is not whole, its compression ends too early or is damaged: make it again.`);
    throw unreadable("the file of draws", path, error);
  } finally {
    bytes.destroy();
  }
}

/** R compresses its own files so. */
function refuseR(path: string, piece: Uint8Array): void {
  const start = String.fromCharCode(...piece.subarray(0, 3));
  if (/^(RDX|RDA|X\n\0|A\n)/.test(start)) {
    throw new UserError(`${path} is a file of R's own, which is not read: save the draws as CSV or Parquet.`);
  }
}
