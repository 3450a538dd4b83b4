/** Runs the command line within the test, from its sources: for many short runs, mostly of mistakes. */
import { vi } from "vitest";

import { commandLine } from "../../src/cli/commandLine.js";
import { failureOf } from "../../src/cli/failure.js";
import type { CliRun } from "./runCli.js";

/** Runs `poolwise` with arguments; paths must be absolute. */
export async function runInProcess(args: readonly string[]): Promise<CliRun> {
  let stdout = "";
  let stderr = "";
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
  try {
    const status = await commandLine(args);
    return { status, stdout, stderr };
  } catch (error) {
    const { text, status } = failureOf(error, args[0]);
    return { status, stdout, stderr: stderr + text };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
