/**
 * Nanoseconds per log density with gradient: compiled by us, eagerly by tensorflow.js, and by one hand-written pass.
 * Run by `npm run bench:gradient`, which builds first; the three are checked against one another before they are timed.
 */
import { cpus } from "node:os";
import { loadTensorflow, tf, type Tensor } from "../engine/autodiff/ops.js";
import { traceGraph, type TraceContext } from "../engine/autodiff/trace.js";
import { compile } from "../engine/compiler/compile.js";
import { load } from "../engine/compiler/load.js";
import type { BenchModel } from "./models/BenchModel.js";
import { eightSchools } from "./models/eightSchools.js";
import { epilepsy } from "./models/epilepsy.js";
import { logit10k } from "./models/logit10k.js";
import { smoking } from "./models/smoking.js";

/** Best time of several runs of at least this many milliseconds. */
const runMilliseconds = 250;
const runs = 5;

await loadTensorflow();
await import("@tensorflow/tfjs-backend-cpu");
await tf().setBackend("cpu");

const table: Record<string, string | number>[] = [];
// Arguments choose models by the beginning of their names.
const wanted = process.argv.slice(2);
for (const model of [eightSchools, smoking, epilepsy, logit10k]) {
  if (wanted.length === 0 || wanted.some((start) => model.name.startsWith(start))) table.push(measure(model));
}
console.log(`${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`);
console.table(table);

function measure(model: BenchModel) {
  const compiled = load(compile(traceGraph(model.dimension, (context) => model.build(context))));
  const position = Float64Array.from({ length: model.dimension }, (_, i) => Math.sin(i + 1) / 3);
  const ours = new Float64Array(model.dimension);
  const theirs = new Float64Array(model.dimension);
  compiled.evaluate(position, ours);
  model.handWritten(position, theirs);
  agree(model.name, "hand-written", ours, theirs, 1e-11);
  const eager = eagerGradient(model);
  agree(model.name, "eager", ours, eager(position), 2e-3);

  const compiledNs = time(() => compiled.evaluate(position, ours));
  const handNs = time(() => model.handWritten(position, theirs));
  const eagerNs = time(() => eager(position));
  return {
    model: model.name,
    rows: model.rows,
    parameters: model.dimension,
    "poolwise ns": Math.round(compiledNs),
    "hand-written ns": Math.round(handNs),
    "eager tfjs ns": Math.round(eagerNs),
    "of hand-written": (compiledNs / handNs).toFixed(2),
    "faster than eager": Math.round(eagerNs / compiledNs),
  };
}

/** The same density run eagerly, in float32. */
function eagerGradient(model: BenchModel): (position: Float64Array) => Float64Array {
  const tensors = new Map<string, Tensor>();
  const column =
    (dtype: "float32" | "int32") => (name: string, values: ArrayLike<number>, shape?: readonly number[]) => {
      if (!tensors.has(name))
        tensors.set(name, tf().tensor(Array.from(values), [...(shape ?? [values.length])], dtype));
      return tensors.get(name)!;
    };
  const context = (position: Tensor): TraceContext => ({
    position,
    data: column("float32"),
    integers: column("int32"),
    setting: column("float32"),
    normals: (length) => tf().zeros([length]),
  });
  // Data are made outside tidy, so that they stay.
  model.build(context(tf().zeros([model.dimension])));
  const gradient = tf().valueAndGrad((position: Tensor) => model.build(context(position)).logDensity);
  return (position) =>
    tf().tidy(() => {
      const { grad } = gradient(tf().tensor1d(Array.from(position)));
      return Float64Array.from(grad.dataSync()) as never;
    }) as Float64Array;
}

function agree(model: string, what: string, a: Float64Array, b: Float64Array, tolerance: number): void {
  const scale = a.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  const worst = a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i]!)), 0) / scale;
  if (!(worst <= tolerance)) throw new Error(`${model}: ${what} differs by ${worst} of the largest gradient`);
}

function time(evaluate: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    let count = 0;
    let batch = 1;
    const start = performance.now();
    let elapsed = 0;
    while (elapsed < runMilliseconds) {
      for (let i = 0; i < batch; i++) evaluate();
      count += batch;
      elapsed = performance.now() - start;
      if (batch < 1e6 && elapsed < runMilliseconds / 10) batch *= 2;
    }
    best = Math.min(best, (1e6 * elapsed) / count);
  }
  return best;
}
