/** Runs a program on one processor core, and times it. */
import { spawn, spawnSync } from "node:child_process";

/** What a program did. */
export interface ProgramRun {
  readonly output: string;
  /** Seconds from its start until its output first had the words waited for. */
  readonly untilPrinted: number;
}

const pinned = spawnSync("taskset", ["--version"]).status === 0 ? ["taskset", "-c", "0"] : [];

/** Whether programs can be kept to one core here. */
export const isPinned = pinned.length > 0;

/** Runs a program to its end. Throws an Error with its complaints when its exit status is not 0. */
export function runPinned(program: readonly string[], wait: RegExp): Promise<ProgramRun> {
  const [command, ...words] = [...pinned, ...program] as [string, ...string[]];
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let output = "";
    let complaints = "";
    let untilPrinted = NaN;
    const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text: Buffer) => {
      output += text.toString();
      if (Number.isNaN(untilPrinted) && wait.test(output)) untilPrinted = (performance.now() - began) / 1000;
    });
    child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve({ output, untilPrinted });
      else reject(new Error(`${program.join(" ")}\nended with status ${status}:\n${complaints}`));
    });
  });
}
