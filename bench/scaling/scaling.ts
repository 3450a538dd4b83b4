/**
 * How cost grows with rows, groups, crossed factors and tips of a tree: processor seconds of each step from a CSV file to a compiled model, of one
 * gradient by itself and in a short fit, and the most memory that each process held. Run by `npm run bench:scaling`; arguments
 * choose series by the beginnings of their names, `--to 100000` leaves out tables of more rows. Prints tables, and writes
 * out/bench-scaling.json.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

import { caseName, scalingCases, type ScalingCase } from "./cases.js";
import { exponent } from "./exponent.js";
import type { MeasuredParts } from "./measureParts.js";
import { treePath, writeTable } from "./writeTable.js";

interface MeasuredFit {
  /** Processor seconds of the whole command. */
  readonly seconds: number;
  readonly gradients: number;
  /** Processor seconds while sampling, by gradient. */
  readonly gradient: number;
  /** Bytes that the process and its workers held at most. */
  readonly peak: number;
}

interface Measured {
  readonly case: ScalingCase;
  readonly parts: MeasuredParts;
  readonly fit: MeasuredFit;
}

const words = process.argv.slice(2);
const toAt = words.indexOf("--to");
const mostRows = toAt < 0 ? Infinity : Number(words[toAt + 1]);
const names = words.filter((word, i) => !word.startsWith("--") && (toAt < 0 || i !== toAt + 1));
const chosen = scalingCases.filter(
  ({ series, rows }) => rows <= mostRows && (names.length === 0 || names.some((name) => series.startsWith(name))),
);

const folder = "out/bench-scaling";
const here = import.meta.dirname;
const machine = `${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
console.log(machine);
mkdirSync(folder, { recursive: true });
const measured = chosen.map(measure);
for (const series of new Set(chosen.map((one) => one.series))) {
  const cases = measured.filter((one) => one.case.series === series);
  console.log(`\n${series}: ${cases[0]!.case.formula}, ${cases[0]!.case.family}`);
  console.table(Object.fromEntries(cases.map((one) => [one.case.size, rowOf(one)])));
  const { bare, inFit } = exponentsOf(cases);
  cases.slice(1).forEach(({ case: { size }, parts }, i) => {
    const before = cases[i]!;
    const times = (parts.gradient / before.parts.gradient).toFixed(1);
    console.log(`a gradient of ${size} takes ${times} times as long as one of ${before.case.size}`);
  });
  console.log(`time per gradient grows with rows to the power ${bare.toFixed(2)}, in a fit ${inFit.toFixed(2)}`);
}
const exponents = Object.fromEntries(
  [...new Set(chosen.map(({ series }) => series))].map((series) => [
    series,
    exponentsOf(measured.filter((one) => one.case.series === series)),
  ]),
);
writeFileSync("out/bench-scaling.json", JSON.stringify({ machine, measured, exponents }, null, 2) + "\n");
console.log("written to out/bench-scaling.json");

function measure(scalingCase: ScalingCase): Measured {
  const path = `${folder}/${caseName(scalingCase)}.csv`;
  writeTable(path, scalingCase);
  const parts = JSON.parse(run([`${here}/measureParts.js`, path, JSON.stringify(scalingCase)]).output) as MeasuredParts;
  const one = { case: scalingCase, parts, fit: shortFit(path, scalingCase) };
  for (const file of [path, treePath(path)]) rmSync(file, { force: true });
  console.log(JSON.stringify({ case: caseName(scalingCase), ...rowOf(one) }));
  return one;
}

/** Two chains of 20 + 20 iterations in two workers. */
function shortFit(path: string, { formula, family, onTree }: ScalingCase): MeasuredFit {
  const out = `${folder}/fit`;
  rmSync(out, { recursive: true, force: true });
  const { complaints } = run([
    ...["--import", `${here}/atExit.js`, "dist/src/cli/main.js", "fit", "--data", path, "--formula", formula],
    ...(onTree ? ["--tree", `t=${treePath(path)}`] : []),
    ...["--family", family, "--seed", "1", "--chains", "2", "--workers", "2", "--warmup", "20", "--draws", "20"],
    ...["--max-treedepth", "5", "--out", out, "--quiet"],
  ]);
  const { sampler } = JSON.parse(readFileSync(`${out}/summary.json`, "utf8")) as {
    readonly sampler: { readonly gradients: number; readonly cpu: { readonly sampling: number } };
  };
  rmSync(out, { recursive: true });
  const { gradients, cpu } = sampler;
  const [, peak, seconds] = /peak memory (\d+), processor seconds ([\d.]+)/.exec(complaints)!;
  return { seconds: Number(seconds), gradients, gradient: cpu.sampling / gradients, peak: Number(peak) };
}

/** Runs Node to its end. Throws an Error with its complaints when its exit status is not 0. */
function run(args: readonly string[]): { readonly output: string; readonly complaints: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${args.join(" ")}\nended with status ${status}:\n${stderr}`);
  return { output: stdout, complaints: stderr };
}

function rowOf({ case: { rows }, parts, fit }: Measured) {
  const { read, encode, trace, compile, coordinates, load } = parts.seconds;
  const micro = (seconds: number) => Number((1e6 * seconds).toPrecision(3));
  const mega = (bytes: number) => Math.round(bytes / 2 ** 20);
  return {
    parameters: parts.parameters,
    "read s": round(read),
    "encode s": round(encode),
    "trace s": round(trace),
    "compile s": round(compile),
    "coordinates s": round(coordinates),
    "load s": round(load),
    "gradient us": micro(parts.gradient),
    "ns a row": Number(((1e9 * parts.gradient) / rows).toPrecision(3)),
    "in a fit us": micro(fit.gradient),
    "fit s": round(fit.seconds),
    "model MB": mega(parts.modelBytes),
    "peak MB": mega(parts.peak),
    "fit's peak MB": mega(fit.peak),
  };
}

function round(seconds: number): number {
  return Number(seconds.toFixed(seconds < 1 ? 3 : 1));
}

function exponentsOf(cases: readonly Measured[]): { readonly bare: number; readonly inFit: number } {
  const rows = cases.map((one) => one.case.rows);
  return {
    bare: exponent(
      rows,
      cases.map(({ parts }) => parts.gradient),
    ),
    inFit: exponent(
      rows,
      cases.map(({ fit }) => fit.gradient),
    ),
  };
}
