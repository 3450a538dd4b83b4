/** What the parser of the command line objects to, as one sentence. */
import { CommanderError } from "commander";

import { laterOption } from "./laterOption.js";

/** How the program ends. */
export interface UsageError {
  /** Empty when help was printed, as asked. */
  readonly message: string;
  readonly status: number;
}

const known = new Set(["fit", "nma", "meta", "ask", "diagnose", "report"]);

/** The sentence for an error of the parser of a command; undefined for other errors. */
export function usageError(error: unknown, command?: string): UsageError | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  if (error.exitCode === 0) return { message: "", status: 0 };
  if (error.code === "commander.help") return { message: "", status: 2 };
  const later = laterOption(/unknown option '(--[^'=]+)/.exec(error.message)?.[1] ?? "");
  return { message: later ?? sentence(error.message, command), status: 2 };
}

/** The parser's message in the words and on the one line of this program. */
function sentence(message: string, command = "fit"): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (?:one of )?(.+)\?\)$/, ": did you mean $1?")
    .replace(
      /^too many arguments(.*?)\. Expected (\d+) arguments? but got (\d+)[^]*$/,
      "too many arguments$1: $2 expected, $3 given",
    )
    .replace(/^missing required argument 'question'$/, "ask which question? poolwise ask --help lists them")
    .replace(/'/g, '"')
    .replace(/\s*\n\s*/g, " ");
  return /\?|--help/.test(text)
    ? text
    : `${text}: see "poolwise --help" and "poolwise ${known.has(command) ? command : "fit"} --help"`;
}
