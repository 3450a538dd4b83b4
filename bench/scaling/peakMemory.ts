/** Loaded before the command line, prints the most memory that the process ever held, in bytes, when it ends. */
import { isMainThread } from "node:worker_threads";

// Workers load it too.
if (isMainThread) {
  process.on("exit", () => process.stderr.write(`peak memory ${1024 * process.resourceUsage().maxRSS}\n`));
}
