/**
 * Whether ArviZ and xarray from PyPI open what we write, agree with our figures, and whether we read back what they write. Run by `npm run check:arviz`, which makes a virtual
 * environment under out/ the first time (or takes the one of `--venv FOLDER`). Exit status 1 when something differs.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { compareSummaries } from "./compareSummaries.js";

/** Versions that the check was made with. */
const packages = ["arviz==0.23.4", "xarray==2026.9.0", "zarr==3.1.6", "pandas==3.1.1"];

const examples: readonly (readonly [string, ...string[]])[] = [
  ["schools", "examples/eight-schools/model.ts", "--data", "examples/eight-schools/schools.csv"],
  ["herds", "examples/herds/model.ts", "--data", "examples/herds/cbpp.csv"],
  ["sleep", "--formula", "Reaction ~ Days + (Days | Subject)", "--data", "examples/sleep-deprivation/sleepstudy.csv"],
  ["line", "--formula", "Reaction ~ Days", "--data", "examples/sleep-deprivation/sleepstudy.csv"],
];

const out = "out/arviz";
mkdirSync(out, { recursive: true });
const at = process.argv.indexOf("--venv");
const python = join(at < 0 ? environment(join(out, "venv")) : process.argv[at + 1]!, "bin/python");

const poolwise = (...words: string[]) =>
  execFileSync(process.execPath, ["dist/src/cli/main.js", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1e9,
  });

let differences = 0;
for (const [name, ...words] of examples) {
  const formats = ["zarr", "csv"].map((format) => {
    const folder = join(out, `${name}-${format}`);
    poolwise("fit", ...words, "--seed", "1", "--quiet", "--draws-format", format, "--out", folder);
    return folder;
  });
  const [zarr, csv] = formats as [string, string];
  // Opens the store with xarray and ArviZ, the CSV files with from_cmdstan; compares; writes copies in both versions of Zarr.
  const printed = execFileSync(python, ["bench/arviz/open.py", zarr, csv, join(out, `${name}-copy`)], {
    encoding: "utf8",
  });
  const result = JSON.parse(printed.slice(printed.lastIndexOf("\n{") + 1)) as {
    readonly lines: string[];
    readonly differences: number;
  };
  console.log(`${name}:`);
  for (const line of result.lines) console.log(`  ${line}`);
  differences += result.differences;
  const ours = JSON.parse(readFileSync(join(zarr, "summary.json"), "utf8"));
  for (const copy of [`${name}-copy-v2.zarr`, `${name}-copy-v3.zarr`]) {
    const theirs = JSON.parse(poolwise("diagnose", "--json", join(out, copy)));
    const found = compareSummaries(ours, theirs);
    console.log(
      `  ${copy}, written by xarray and read by us: ${found.length === 0 ? "the same summary" : found.join("; ")}`,
    );
    differences += found.length;
  }
}
console.log(differences === 0 ? "All agree." : `${differences} differences.`);
process.exitCode = differences === 0 ? 0 : 1;

function environment(folder: string): string {
  if (existsSync(join(folder, "ready"))) return folder;
  execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  execFileSync(join(folder, "bin/pip"), ["install", "--quiet", ...packages], { stdio: "inherit" });
  execFileSync("touch", [join(folder, "ready")]);
  return folder;
}
