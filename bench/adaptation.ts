/**
 * Effective draws per gradient by the ways of warming up: whole, as in Stan or nuts-rs, or until it has settled; the metric from
 * draws, or from draws and gradients. Run by `npm run bench:adaptation`; arguments choose targets by the beginning of their names.
 */
import { cpus } from "node:os";

import { loadTensorflow } from "../engine/autodiff/ops.js";
import { traceGraph } from "../engine/autodiff/trace.js";
import { compile } from "../engine/compiler/compile.js";
import { load } from "../engine/compiler/load.js";
import { passNames } from "../engine/compiler/optimise.js";
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
import { fitCoordinates } from "../src/fitCoordinates.js";
import type { OptimisationName } from "../src/optimisations.js";
import { prepare } from "../src/prepare.js";
import type { BenchModel } from "./models/BenchModel.js";
import { epilepsy } from "./models/epilepsy.js";
import { autoregression, centredSchools, heavyTails, observedFunnel, scaledNormal } from "./models/handWritten.js";
import { sites, sitesTable } from "./models/sites.js";
import { readModels } from "./stan/models.js";
import { glmm } from "../models/index.js";

/** What is sampled: a density, and the quantities whose effective draws count. */
interface Target {
  readonly density: LogDensity;
  readonly names: readonly string[];
  readonly constrain: Constrain;
}

const ways: Readonly<Record<string, Partial<SamplerOptions>>> = {
  "as in Stan": { metric: "variance", stopWarmupEarly: false },
  "as in nuts-rs": { metric: "gradient", stopWarmupEarly: false },
  settling: {},
  "settling, variances": { metric: "variance" },
  "settling, fixed time": { algorithm: "fixedTime" },
};
const seeds = Array.from({ length: 5 }, (_, i) => String(i + 1));
const chains = [1, 2, 3, 4];
/** Without the geometry of GLMMs: the parts of the compiler alone. */
const plain: readonly OptimisationName[] = passNames;
/** Variables of a large target that are looked at. */
const MOST_VARIABLES = 30;

await loadTensorflow();
const standardNormals = Object.fromEntries(
  [1, 5, 30, 300].map((n) => [`standard normal, ${n}`, () => positionTarget(scaledNormal(n, 1))]),
);
const targets: Record<string, () => Target | Promise<Target>> = {
  ...standardNormals,
  "normal, sds 1/3 to 3, 30": () => positionTarget(scaledNormal(30, 3)),
  "normal, sds 0.01 to 100, 30": () => positionTarget(scaledNormal(30, 100)),
  "normal, sds 0.001 to 1,000, 50": () => positionTarget(scaledNormal(50, 1000)),
  "autoregression 0.9, 50": () => positionTarget(autoregression(50, 0.9)),
  "student, 4 degrees, 10": () => positionTarget(heavyTails(10, 4)),
  "funnel, non-centred, 10": () => positionTarget(observedFunnel(9)),
  "eight schools, centred": () => positionTarget(centredSchools()),
  "eight schools, program": () => exampleTarget(eightSchools, "examples/eight-schools/schools.csv"),
  "counts at 8 sites": () => modelTarget(sites, sitesTable()),
  smoking: () => exampleTarget(smoking, "examples/smoking-cessation/smoking.csv"),
  "logit slopes, 2,000 rows": () => exampleTarget(logitSlopes, "examples/logit-slopes/data.csv", 2000),
  [epilepsy.name]: () => benchTarget(epilepsy),
  ...Object.fromEntries(
    ["eight_schools", "sleepstudy", "cbpp", "epilepsy_olre", "nb_cells"].flatMap((name) => [
      [`${name}, GLMM`, () => glmmTarget(name, "all")],
      [`${name}, plain`, () => glmmTarget(name, plain)],
    ]),
  ),
  "standard normal, 3000": () => positionTarget(scaledNormal(3000, 1)),
};
const wanted = process.argv.slice(2);
console.log(`${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
console.log(
  `medians over seeds 1 to ${seeds.length}; ${chains.length} chains of 1,000 draws after at most 1,000 of warmup\n`,
);
const header = [
  ...["target", "warmup", "ESS per 1,000 gradients", "of them sampling", "bulk ESS", "worst", "tail ESS", "worst"],
  ...["R-hat", "diverged", "clean fits", "acceptance", "iterations", "to"],
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
    middle((one) => (1000 * one.bulk) / one.sampling).toPrecision(3),
    middle((one) => one.bulk).toFixed(0),
    least((one) => one.bulk).toFixed(0),
    middle((one) => one.tail).toFixed(0),
    least((one) => one.tail).toFixed(0),
    middle((one) => one.rhat).toFixed(3),
    String(sum(runs.map((one) => one.divergences))),
    `${runs.filter((one) => one.clean).length} of ${runs.length}`,
    middle((one) => one.acceptance).toFixed(2),
    String(median(runs.flatMap((one) => one.iterations))),
    String(Math.max(...runs.flatMap((one) => one.iterations))),
  ];
}

/** One fit: its least effective variable, its gradients with those of warmup, and whether nothing is warned of. */
function run({ density, names, constrain }: Target, partial: Partial<SamplerOptions>) {
  const options = samplerOptions(partial);
  const sampled = chains.map((chain) => sampleChain(density, constrain, names.length, options, chain));
  const draws: Draws = { names, chains: sampled, maxTreeDepth: options.maxTreeDepth };
  const rows = summarise(draws).filter(({ reasons }) => reasons?.rhat !== "constant");
  const sampling = sum(sampled.map((chain) => chain.gradients));
  return {
    bulk: Math.min(...rows.map((row) => row.ess_bulk!)),
    tail: Math.min(...rows.map((row) => row.ess_tail!)),
    rhat: Math.max(...rows.map((row) => row.rhat!)),
    divergences: divergenceCount(draws).value,
    clean: warningsOf(draws).length === 0,
    sampling,
    gradients: sampling + sum(sampled.map((chain) => chain.warmup!.gradients)),
    acceptance: sum(sampled.map(({ statistics }) => mean(statistics.acceptanceRate))) / chains.length,
    iterations: sampled.map((chain) => chain.warmup!.iterations),
  };
}

/** An example on the first rows of its table. */
async function exampleTarget(model: Model, path: string, rows?: number): Promise<Target> {
  const table = await readTable(path);
  return modelTarget(model, rows === undefined ? table : firstRows(table, rows));
}

/** A model of the comparison with Stan; the effects of groups, whose numbers follow from the others, do not count. */
async function glmmTarget(name: string, optimise: "all" | readonly OptimisationName[]): Promise<Target> {
  const [{ data, formula, family, priors, factors }] = readModels([name]) as [ReturnType<typeof readModels>[0]];
  return modelTarget(glmm(formula, { family, priors, factors } as object), await readTable(data), optimise);
}

async function modelTarget(
  model: Model,
  table: Table,
  optimise: "all" | readonly OptimisationName[] = "all",
): Promise<Target> {
  const { artifact, traced } = await prepare(model, table, { optimise });
  const compiled = load(traced.coordinates ? fitCoordinates(artifact, traced.coordinates) : artifact);
  const rng = stream("1", 1, "constrain");
  const places = [...traced.names.keys()].filter((i) => !traced.names[i]!.startsWith("r_"));
  const values = new Float64Array(traced.names.length);
  const constrain: Constrain = (position, _, out) => {
    compiled.constrain(position, rng, values);
    places.forEach((from, to) => (out[to] = values[from]!));
  };
  return { density: compiled, names: places.map((i) => traced.names[i]!), constrain };
}

function firstRows(table: Table, rows: number): Table {
  const columns = [...table.columns.keys()].map((name) => [name, requireNumbers(table, name).slice(0, rows)] as const);
  return tableFromColumns(Object.fromEntries(columns));
}

function benchTarget(model: BenchModel): Target {
  return positionTarget(load(compile(traceGraph(model.dimension, (context) => model.build(context)))));
}

function positionTarget(density: LogDensity): Target {
  const names = Array.from({ length: Math.min(MOST_VARIABLES, density.dimension) }, (_, i) => `q[${i + 1}]`);
  return { density, names, constrain: (position, _, out) => out.set(position.subarray(0, names.length)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Float64Array): number {
  return sum([...values]) / values.length;
}

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}
