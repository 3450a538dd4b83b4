/** Reads a whole text file that a person named. */
import { stat } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";
import { readBytes } from "./readBytes.js";

/** What a text can hold in every engine, 2²⁹ − 24 characters in V8. */
const mostBytes = 536_870_888;

/**
 * The text of a file in UTF-8, without a byte order mark; `what` names it in errors ("the data file").
 *
 * @throws UserError when it cannot be read, or is larger than 512 MB, before that much is read.
 */
export async function readText(path: string, what: string): Promise<string> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  refuseLarge(size, path, what);
  const bytes = await readBytes(path, what);
  // A pipe does not tell its size before.
  refuseLarge(bytes.length, path, what);
  return new TextDecoder().decode(bytes);
}

function refuseLarge(bytes: number, path: string, what: string): void {
  if (bytes <= mostBytes) return;
  throw new UserError(`${what} ${path} has ${bytes} bytes; at most ${mostBytes} are read: give a smaller file.`);
}
