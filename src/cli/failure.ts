/** What is printed, and the status that is left with, when a command fails. */
import { isUserError } from "../../engine/core/UserError.js";
import { printable } from "../../engine/text/printable.js";
import { usageError } from "./usageError.js";

/** How a failed command ends. */
export interface Failure {
  /** Printed on standard error; empty when help was printed, as asked. */
  readonly text: string;
  readonly status: number;
}

/** A sentence and status 2 for what a person can mend, the stack and status 1 for an error of ours. */
export function failureOf(error: unknown, command?: string): Failure {
  const usage = usageError(error, command);
  if (usage !== undefined) return { text: usage.message && `poolwise: ${usage.message}\n`, status: usage.status };
  // Messages quote formulas, names and cells, which may hold what would rewrite a terminal.
  const lines = isUserError(error) ? error.message.split("\n").map(printable) : [];
  if (lines.length > 0) return { text: `poolwise: ${lines.join("\n")}\n`, status: 2 };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `poolwise: an error in poolwise itself; please report it.\n${text}\n`, status: 1 };
}
