/** Errors in a person's code, told with its file and line. */
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { isUserError, UserError } from "../../engine/core/UserError.js";

/** Everything that is ours and built lies under this folder. */
const ownFolder = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs code that executes a model file, and turns what the file throws into a UserError that names file and line. Errors
 * in which the file has no part are passed on.
 */
export async function inModelFile<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw located(error, path);
  }
}

function located(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return new UserError(`${shown(path)} threw ${String(error)}`);
  const place = parsePlace(error.message) ?? stackPlace(error.stack ?? "", path);
  if (isUserError(error)) return place === undefined ? error : withPlace(error, place);
  return place === undefined ? error : new UserError(`${place}: ${plain(error.message)}`);
}

/** The place ends the sentence, before an excerpt of a formula. */
function withPlace({ message }: UserError, place: string): UserError {
  const [sentence, ...excerpt] = message.split("\n");
  return new UserError([`${sentence!.replace(/\.$/, "")} (${place})`, ...excerpt].join("\n"));
}

/** Parser errors end in a line with the place. */
function parsePlace(message: string): string | undefined {
  const match = /\n\s*(\/.+|[A-Za-z]:\\.+):(\d+):\d+\s*$/.exec(message);
  return match ? `${shown(match[1]!)} line ${match[2]}` : undefined;
}

/** The topmost call in a file that is neither ours nor a library's, or else in the model file. */
function stackPlace(stack: string, path: string): string | undefined {
  const frames = [...stack.matchAll(/(?:\(|at |at async )((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^()\n]*?):(\d+):\d+\)?$/gm)]
    .map(([, file, line]) => ({ file: file!.startsWith("file://") ? fileURLToPath(file!) : file!, line: line! }))
    .filter(({ file }) => !file.includes(`${sep}node_modules${sep}`) && !file.startsWith("node:"));
  const frame = frames.find(({ file }) => !file.startsWith(ownFolder)) ?? frames.find(({ file }) => file === path);
  if (frame !== undefined) return `${shown(frame.file)} line ${frame.line}`;
  // A module that is not found is named in the message, without a line.
  return stack.includes(path) ? shown(path) : undefined;
}

/** First line of a message, without what the transpiler made of names and without a trailing place. */
function plain(message: string): string {
  return message
    .split("\n")[0]!
    .replace(/\(0 ?, ?_\w+\.([\w$]+)\)/g, "$1")
    .replace(/\b_\w+\.([\w$]+) is not/g, "$1 is not")
    .trim();
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
