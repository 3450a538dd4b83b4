/**
 * Effective draws per gradient by the ways of warming up: the metric from draws or from draws and gradients, warmup whole or
 * until it has settled. Run by `npm run bench:adaptation`; arguments choose targets by the beginning of their names.
 */
import { cpus } from "node:os";

import { loadTensorflow } from "../engine/autodiff/ops.js";
import { traceGraph } from "../engine/autodiff/trace.js";
import { compile } from "../engine/compiler/compile.js";
import { load } from "../engine/compiler/load.js";
import type { Draws } from "../engine/core/Draws.js";
import type { LogDensity } from "../engine/core/LogDensity.js";
import type { Model } from "../engine/core/Model.js";
import type { Table } from "../engine/core/Table.js";
import { tableFromColumns } from "../engine/data/table.js";
import { requireNumbers } from "../engine/data/requireNumbers.js";
import { stream } from "../engine/random/stream.js";
import { divergenceCount } from "../diagnostics/samplerStatistics.js";
import { summarise } from "../diagnostics/summarise.js";
import { warningsOf } from "../diagnostics/warnings.js";
import eightSchools from "../examples/eight-schools/model.js";
import logitSlopes from "../examples/logit-slopes/model.js";
import smoking from "../examples/smoking-cessation/model.js";
import { samplerOptions, type SamplerOptions } from "../samplers/options.js";
import type { Constrain } from "../samplers/runChain.js";
import { sampleChain } from "../samplers/sampleChain.js";
import { readTable } from "../src/files/readTable.js";
import { traceOnRows } from "../src/traceOnRows.js";
import type { BenchModel } from "./models/BenchModel.js";
import { epilepsy } from "./models/epilepsy.js";
import { autoregression, badlyScaledNormal, observedFunnel } from "./models/handWritten.js";
import { sites, sitesTable } from "./models/sites.js";

/** What is sampled: a density, and the quantities whose effective draws count. */
interface Target {
  readonly density: LogDensity;
  readonly names: readonly string[];
  readonly constrain: Constrain;
}

/** `stopWarmupEarly` is a choice of the gradient metric alone: warmup of the variance metric follows a fixed schedule. */
const ways: Readonly<Record<string, Partial<SamplerOptions>>> = {
  variance: { metric: "variance" },
  gradient: { metric: "gradient" },
  "gradient, 0.9": { metric: "gradient", adaptDelta: 0.9 },
  "gradient, early stop": { metric: "gradient", stopWarmupEarly: true },
};
const seeds = Array.from({ length: 10 }, (_, i) => String(i + 1));
const chains = [1, 2, 3, 4];

await loadTensorflow();
const targets: Record<string, () => Target | Promise<Target>> = {
  "eight schools": () => exampleTarget(eightSchools, "examples/eight-schools/schools.csv"),
  "counts at 8 sites": () => modelTarget(sites, sitesTable()),
  smoking: () => exampleTarget(smoking, "examples/smoking-cessation/smoking.csv"),
  "logit slopes, 2,000 rows": () => exampleTarget(logitSlopes, "examples/logit-slopes/data.csv", 2000),
  [epilepsy.name]: () => benchTarget(epilepsy),
  "normal, sds 0.001 to 1,000": () => positionTarget(badlyScaledNormal(50)),
  "autoregression, 0.9": () => positionTarget(autoregression(50, 0.9)),
  "funnel, non-centred": () => positionTarget(observedFunnel(9)),
};
const wanted = process.argv.slice(2);
console.log(`${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
console.log(
  `medians over seeds 1 to ${seeds.length}; ${chains.length} chains of 1,000 draws after at most 1,000 of warmup\n`,
);
const header = [
  ...["target", "metric", "ESS per 1,000 gradients", "bulk ESS", "worst", "tail ESS", "worst", "R-hat", "diverged"],
  ...["clean fits", "gradients", "warmup"],
];
printRow(header);
printRow(header.map((_, column) => (column < 2 ? "---" : "---:")));
for (const [name, make] of Object.entries(targets)) {
  if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
  const target = await make();
  for (const way of Object.keys(ways)) printRow([name, way, ...measure(target, ways[way]!)]);
}

/** Medians over seeds, as text. */
function measure(target: Target, way: Partial<SamplerOptions>): string[] {
  const runs = seeds.map((seed) => run(target, { ...way, seed }));
  const middle = (pick: (one: (typeof runs)[number]) => number) => median(runs.map(pick));
  const least = (pick: (one: (typeof runs)[number]) => number) => Math.min(...runs.map(pick));
  return [
    middle((one) => (1000 * one.bulk) / one.gradients).toPrecision(3),
    middle((one) => one.bulk).toFixed(0),
    least((one) => one.bulk).toFixed(0),
    middle((one) => one.tail).toFixed(0),
    least((one) => one.tail).toFixed(0),
    middle((one) => one.rhat).toFixed(3),
    String(sum(runs.map((one) => one.divergences))),
    `${runs.filter((one) => one.clean).length} of ${runs.length}`,
    middle((one) => one.gradients).toLocaleString("en"),
    middle((one) => one.warmup).toFixed(0),
  ];
}

/** One fit: its least effective variable, its gradients with those of warmup, and whether nothing is warned of. */
function run({ density, names, constrain }: Target, partial: Partial<SamplerOptions>) {
  const options = samplerOptions(partial);
  const sampled = chains.map((chain) => sampleChain(density, constrain, names.length, options, chain));
  const draws: Draws = { names, chains: sampled, maxTreeDepth: options.maxTreeDepth };
  const rows = summarise(draws).filter(({ reasons }) => reasons?.rhat !== "constant");
  const gradients = sum(sampled.map((chain) => chain.gradients + chain.warmup!.gradients));
  return {
    bulk: Math.min(...rows.map((row) => row.ess_bulk!)),
    tail: Math.min(...rows.map((row) => row.ess_tail!)),
    rhat: Math.max(...rows.map((row) => row.rhat!)),
    divergences: divergenceCount(draws).value,
    clean: warningsOf(draws).length === 0,
    gradients,
    warmup: sum(sampled.map((chain) => chain.warmup!.iterations)) / chains.length,
  };
}

/** An example on the first rows of its table. */
async function exampleTarget(model: Model, path: string, rows?: number): Promise<Target> {
  const table = await readTable(path);
  return modelTarget(model, rows === undefined ? table : firstRows(table, rows));
}

function modelTarget(model: Model, table: Table): Target {
  const { traced } = traceOnRows(model, table, "stop");
  const compiled = load(compile(traced.graph, traced.names));
  const rng = stream("1", 1, "constrain");
  const constrain: Constrain = (position, _, out) => compiled.constrain(position, rng, out);
  return { density: compiled, names: traced.names, constrain };
}

function firstRows(table: Table, rows: number): Table {
  const columns = [...table.columns.keys()].map((name) => [name, requireNumbers(table, name).slice(0, rows)] as const);
  return tableFromColumns(Object.fromEntries(columns));
}

function benchTarget(model: BenchModel): Target {
  return positionTarget(load(compile(traceGraph(model.dimension, (context) => model.build(context)))));
}

function positionTarget(density: LogDensity): Target {
  const names = Array.from({ length: density.dimension }, (_, i) => `q[${i + 1}]`);
  return { density, names, constrain: (position, _, out) => out.set(position) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}
