/** Runs the built command line, as a person would. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built entry of the command line. */
export const cliPath = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

/** How a run ended. */
export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how to run. */
export interface CliOptions {
  readonly cwd: string;
  /** Called once the process runs, with a way to send it a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `poolwise` with arguments; `npm run build:quiet` must have been run. */
export function runCli(args: readonly string[], { cwd, onStart }: CliOptions): Promise<CliRun> {
  if (!existsSync(cliPath)) throw new Error("the package is not built: npm run build:quiet");
  const child = spawn(process.execPath, [cliPath, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  onStart?.((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
