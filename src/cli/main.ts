#!/usr/bin/env node
/** The entry of the command line: runs it, and turns every error into one sentence and an exit status. */
import { isUserError } from "../../engine/core/UserError.js";
import { commandLine } from "./commandLine.js";
import { usageError } from "./usageError.js";

/** A reader that closes early, such as `head`, ends the program quietly. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

try {
  process.exitCode = await commandLine(process.argv.slice(2));
} catch (error) {
  const usage = usageError(error);
  if (usage !== undefined) {
    if (usage.message) process.stderr.write(`poolwise: ${usage.message}\n`);
    process.exitCode = usage.status;
  } else if (isUserError(error)) {
    process.stderr.write(`poolwise: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`poolwise: an error in poolwise itself; please report it.\n${text}\n`);
    process.exitCode = 1;
  }
}
