/** A process of its own for each case: seconds of each step up to a compiled model, and of one bare gradient, as JSON. */
import { readFileSync } from "node:fs";

import type { ScalingCase } from "./cases.js";
import { treePath } from "./writeTable.js";

/** What one process measured. */
export interface MeasuredParts {
  readonly parameters: number;
  /** Of processor time, which a busy machine does not stretch; all threads of the process together. */
  readonly seconds: {
    readonly read: number;
    readonly encode: number;
    readonly trace: number;
    readonly compile: number;
    /** To the mode of the posterior, from which its coordinates are chosen. */
    readonly coordinates: number;
    readonly load: number;
  };
  /** Seconds of a log density with its gradient. */
  readonly gradient: number;
  /** Bytes of the compiled model's memory. */
  readonly modelBytes: number;
  /** Bytes that the process held at most. */
  readonly peak: number;
}

const built = (path: string) => import(`${process.cwd()}/dist/${path}.js`);
const { readTable } = (await built("src/files/readTable")) as typeof import("../../src/files/readTable.js");
const { glmm } = (await built("models/glmm/glmm")) as typeof import("../../models/glmm/glmm.js");
const { tree } = (await built("models/glmm/structures/tree")) as typeof import("../../models/glmm/structures/tree.js");
const { loadTensorflow } = (await built("engine/autodiff/ops")) as typeof import("../../engine/autodiff/ops.js");
const { compile } = (await built("engine/compiler/compile")) as typeof import("../../engine/compiler/compile.js");
const { parseOptimisations } = (await built("src/optimisations")) as typeof import("../../src/optimisations.js");
const { fitCoordinates } = (await built("src/fitCoordinates")) as typeof import("../../src/fitCoordinates.js");
const { load } = (await built("engine/compiler/load")) as typeof import("../../engine/compiler/load.js");
await loadTensorflow();

const [path, text] = process.argv.slice(2) as [string, string];
const { formula, family, onTree } = JSON.parse(text) as ScalingCase;

const seconds: Record<string, number> = {};
const table = await timed("read", () => readTable(path));
const structures = onTree ? { structures: { t: tree(readFileSync(treePath(path), "utf8")) } } : {};
const model = glmm(formula, { family, ...structures });
await timed("encode", () => model.priors(table));
const { geometry, passes } = parseOptimisations("all");
const traced = await timed("trace", () => model.trace(table, geometry));
const compiled = await timed("compile", () => compile(traced.graph, traced.names, passes));
const { coordinates } = traced;
const artifact = await timed("coordinates", () => (coordinates ? fitCoordinates(compiled, coordinates) : compiled));
const position = Float64Array.from({ length: traced.dimension }, (_, i) => Math.sin(i + 1) / 3);
const slopes = new Float64Array(traced.dimension);
const density = await timed("load", () => {
  const loaded = load(artifact);
  // The first evaluation also computes what depends on data alone.
  loaded.evaluate(position, slopes);
  return loaded;
});

const measured: MeasuredParts = {
  parameters: traced.dimension,
  seconds: seconds as unknown as MeasuredParts["seconds"],
  gradient: bestGradient(),
  modelBytes: artifact.memoryBytes,
  peak: 1024 * process.resourceUsage().maxRSS,
};
console.log(JSON.stringify(measured));

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function timed<Value>(name: string, work: () => Value | Promise<Value>): Promise<Value> {
  const start = cpuSeconds();
  const value = await work();
  seconds[name] = cpuSeconds() - start;
  return value;
}

/** Processor seconds of a gradient: the best of as many short runs as fit into half a second, or of five. */
function bestGradient(): number {
  let best = Infinity;
  const start = cpuSeconds();
  for (let run = 0; run < 5 || cpuSeconds() - start < 0.5; run++) {
    let count = 0;
    let elapsed = 0;
    // A run is a hundred times as long as the clock is coarse.
    for (const begin = cpuSeconds(); elapsed < 0.005; elapsed = cpuSeconds() - begin) {
      for (let i = 0; i < 4; i++) density.evaluate(position, slopes);
      count += 4;
    }
    best = Math.min(best, elapsed / count);
  }
  return best;
}
