/**
 * How long `poolwise diagnose` takes for a large set, and how much memory: 4 chains of 1,000 draws of 2,000 variables in CmdStan's CSV, beside R's `posterior`
 * with `data.table`. Run by `npm run bench:diagnose`; `--no-r` leaves R out. Exit status 1 above 20 seconds or 1.5 GB.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeSet } from "./writeSet.js";

const folder = "out/bench/diagnose";
const set = { chains: 4, draws: 1000, variables: 2000 };
const mostSeconds = 20;
const mostBytes = 1.5e9;

/** Runs in the measured process when it leaves: what it used, as a last line on standard error. */
const atExit = `process.on("exit", () => process.stderr.write("\\n@" + JSON.stringify(process.resourceUsage())))`;

mkdirSync(folder, { recursive: true });
const files = Array.from({ length: set.chains }, (_, c) => join(folder, `chain-${c + 1}.csv`));
if (!files.every((file) => existsSync(file))) writeSet(files, set);

const began = performance.now();
const run = spawnSync(
  process.execPath,
  ["--import", `data:text/javascript,${encodeURIComponent(atExit)}`, "dist/src/cli/main.js", "diagnose", ...files],
  { encoding: "utf8" },
);
const seconds = (performance.now() - began) / 1000;
if (run.status !== 0) throw new Error(run.stderr);
const usage = JSON.parse(run.stderr.slice(run.stderr.lastIndexOf("@") + 1)) as NodeJS.ResourceUsage;
const bytes = usage.maxRSS * 1024;
const cpu = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
console.log(run.stdout);
console.log(
  `poolwise diagnose: ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of processor time), ${(bytes / 1e6).toFixed(0)} MB at most`,
);
if (!process.argv.includes("--no-r")) {
  const r = spawnSync("Rscript", ["bench/diagnose/posterior.R", ...files], { encoding: "utf8" });
  console.log(r.status === 0 ? r.stdout.trim() : "R with posterior and data.table is not installed");
}
process.exitCode = seconds > mostSeconds || bytes > mostBytes ? 1 : 0;
