/** Loaded before the command line, tells what the process and its workers took, when it ends: bytes and processor seconds. */
import { isMainThread } from "node:worker_threads";

// Workers load it too.
if (isMainThread) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write(`peak memory ${1024 * maxRSS}, processor seconds ${(userCPUTime + systemCPUTime) / 1e6}\n`);
  });
}
