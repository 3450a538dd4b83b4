#!/usr/bin/env node
/** The entry of the command line: runs it, and turns every error into one sentence and an exit status. */
import { setFlagsFromString } from "node:v8";
import { commandLine } from "./commandLine.js";
import { failureOf } from "./failure.js";

/**
 * V8 compiles hot functions with up to 920 bytes of others inlined, which for a small model takes more time than its whole fit.
 * With 150 eight schools took a quarter less processor time, a herd model a sixth, and long fits the same (Node 20.20). It is set
 * for the process of the command line alone.
 */
setFlagsFromString("--max-inlined-bytecode-size-cumulative=150");

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
