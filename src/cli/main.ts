#!/usr/bin/env node
/** The entry of the command line: runs it, and turns every error into one sentence and an exit status. */
import { setFlagsFromString } from "node:v8";
import { commandLine } from "./commandLine.js";
import { failureOf } from "./failure.js";

/**
 * V8 optimises JavaScript after some 66,000 bytes of a function were executed, and WebAssembly after 1.8 million, which for a small
 * model takes more time than its whole fit. With a million, since what is hot is WebAssembly, and 20 million, of which none
 * takes longer than milliseconds, eight schools took 40 % less processor time, a herd model 35 %, and long fits the same
 * (Node 20.20). It is set for the process of the command line alone.
 */
setFlagsFromString("--interrupt-budget=1000000");
setFlagsFromString("--wasm-tiering-budget=20000000");

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
