#!/usr/bin/env node
/** The entry of the command line: runs it, and turns every error into one sentence and an exit status. */
import { commandLine } from "./commandLine.js";
import { failureOf } from "./failure.js";

/** A reader that closes early, such as `head`, ends the program quietly. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

try {
  process.exitCode = await commandLine(process.argv.slice(2));
} catch (error) {
  const { text, status } = failureOf(error, process.argv[2]);
  process.stderr.write(text);
  process.exitCode = status;
}
