/**
 * poolwise and brms with rstan side by side: the same data and priors, one processor core each, runs in turn. Run by
 * `npm run bench:stan`, with the beginnings of names of models to choose some, `--runs 1` for other than three runs of each, and
 * `--quick` for a fifth of the iterations, once, to see that everything works. Prints tables of medians, and writes out/bench-stan.json.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { runOurs } from "./ours.js";
import { readModels, type ComparedModel } from "./models.js";
import { smallestEss, type ProgramResult } from "./ProgramResult.js";
import { isPinned } from "./runPinned.js";
import { essDisagreement, runTheirs, whyNoStan } from "./theirs.js";

interface Compared {
  readonly model: ComparedModel;
  readonly ours: readonly ProgramResult[];
  readonly theirs: readonly ProgramResult[];
  /** Of our effective sample sizes from posterior's of the same draws, as a share, at most. */
  readonly essDisagreement?: number;
}

const words = process.argv.slice(2);
const quick = words.includes("--quick");
const runsAt = words.indexOf("--runs");
const runs = quick ? 1 : runsAt < 0 ? 3 : Number(words[runsAt + 1]);
const names = words.filter((word, i) => !word.startsWith("--") && (runsAt < 0 || i !== runsAt + 1));
const models = readModels(names).map((model) => (quick ? { ...model, warmup: 200, draws: 200 } : model));

const missing = whyNoStan();
if (missing !== undefined) {
  console.log(
    `${missing}: only poolwise is run. On Debian: apt-get install r-cran-brms r-cran-rstan r-cran-jsonlite\n`,
  );
}
const machine = `${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
console.log(machine);
if (!isPinned) console.log("taskset is not installed: programs are not kept to one core");

const compared: Compared[] = [];
for (const model of models) {
  compared.push(await compare(model));
  console.log(JSON.stringify(rowOf(compared.at(-1)!)));
}
console.table(Object.fromEntries(compared.map((one) => [one.model.name, rowOf(one)])));
const rows = Object.fromEntries(compared.map((one) => [one.model.name, rowOf(one)]));
const means = missing === undefined ? comparedMeans() : [];
for (const line of means) console.log(line);
mkdirSync("out", { recursive: true });
writeFileSync("out/bench-stan.json", JSON.stringify({ machine, quick, rows, means, compared }, null, 2) + "\n");
console.log("written to out/bench-stan.json");

/** How many times Stan's, over all models. */
function comparedMeans(): string[] {
  return (["gradient ×", "ESS/s ×", "ESS/s from start ×", "cold ×"] as const).map((name) => {
    const times = compared.map((one) => rowOf(one)[name]!);
    const mean = Math.exp(times.reduce((sum, x) => sum + Math.log(x), 0) / times.length);
    return `${name}: geometric mean ${mean.toPrecision(3)}, least ${Math.min(...times).toPrecision(3)}`;
  });
}

/** Ours and theirs in turn, so that a busy spell of the machine meets both. */
async function compare(model: ComparedModel): Promise<Compared> {
  const folder = `out/bench-stan/${model.name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ours: ProgramResult[] = [];
  const theirs: ProgramResult[] = [];
  for (let run = 1; run <= runs; run++) {
    ours.push(await runOurs(model, run, folder));
    if (missing === undefined) theirs.push(await runTheirs(model, run, folder));
  }
  if (missing !== undefined) return { model, ours, theirs };
  return { model, ours, theirs, essDisagreement: await essDisagreement(ours.at(-1)!, folder) };
}

/** Medians over the runs; cold starts of Stan are of the first, which compiles. */
function rowOf({ ours, theirs, essDisagreement }: Compared): Record<string, number> {
  const us = figuresOf(ours);
  const row = {
    "µs/gradient": us.perGradient,
    "bare µs": us.bare,
    ESS: us.ess,
    gradients: us.gradients,
    "ESS/CPU s": us.essPerSampling,
    "ESS/CPU s from start": us.essFromStart,
    "cold s": us.cold,
  };
  if (theirs.length === 0) return rounded(row);
  const them = figuresOf(theirs);
  return rounded({
    ...row,
    "Stan µs/gradient": them.perGradient,
    "Stan bare µs": them.bare,
    "Stan ESS/CPU s": them.essPerSampling,
    "Stan cold s": them.cold,
    "gradient ×": them.perGradient / us.perGradient,
    "ESS/s ×": us.essPerSampling / them.essPerSampling,
    "ESS/s from start ×": us.essFromStart / them.essPerSampling,
    "cold ×": them.cold / us.cold,
    "ESS differs": essDisagreement!,
  });
}

function figuresOf(results: readonly ProgramResult[]) {
  const medianOf = (figure: (one: ProgramResult) => number) => median(results.map(figure));
  return {
    perGradient: medianOf(({ plain }) => (1e6 * plain.samplingCpu) / plain.gradients),
    bare: medianOf(({ bareGradient }) => 1e6 * bareGradient),
    ess: medianOf(smallestEss),
    gradients: medianOf(({ gradients }) => gradients),
    essPerSampling: medianOf((one) => smallestEss(one) / one.samplingCpu),
    essFromStart: medianOf((one) => smallestEss(one) / (one.cpuToLastDraw ?? NaN)),
    cold: median(results.flatMap(({ coldSeconds }) => coldSeconds ?? [])),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function rounded(row: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toPrecision(3))]));
}
