/** Reads a file a person named, and says plainly why it cannot be read. */

import { readFile } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";

/**
 * The bytes of a file; `what` names it in errors ("the data file").
 *
 * @throws UserError when the file is missing, is a folder, or may not be read.
 */
export async function readBytes(path: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(what, path, error);
  }
}

/** The error of a file that cannot be opened or read, in words. */
export function unreadable(what: string, path: string, error: unknown): UserError {
  return new UserError(`${what} ${path} ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist: check the path.";
    case "EISDIR":
      return "is a folder: give the name of a file.";
    case "EACCES":
    case "EPERM":
      return "may not be read: check its permissions.";
    default:
      return `cannot be read: ${(error as Error).message}`;
  }
}
