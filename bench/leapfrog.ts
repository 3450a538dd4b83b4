/**
 * What a leapfrog step costs around the density: normals of several dimensions, whole transitions in WebAssembly beside those in
 * TypeScript. Run by `npx tsx bench/leapfrog.ts`.
 */
import { compile } from "../engine/compiler/compile.js";
import { GraphBuilder } from "../engine/compiler/GraphBuilder.js";
import { load } from "../engine/compiler/load.js";
import type { CompiledModel } from "../engine/core/CompiledModel.js";
import { stream } from "../engine/random/stream.js";
import { unitMetric } from "../samplers/hamiltonian/metric.js";
import { nuts } from "../samplers/nuts/nuts.js";

/** The standard normal, compiled. */
function standardNormal(dimension: number): CompiledModel {
  const graph = new GraphBuilder();
  const x = graph.position(dimension);
  const sum = graph.add({ op: "sum", inputs: [graph.binary("multiply", x, x)], length: 1 });
  const logDensity = graph.binary("multiply", sum, graph.constant(-0.5));
  const outputs = { logDensity, gradient: graph.unary("negate", x), constrained: x };
  return load(compile(graph.finish(dimension, { ...outputs, logLikelihood: logDensity, logPrior: logDensity })));
}

/** Best of several runs of at least this many milliseconds. */
const runMilliseconds = 60;
const runs = 10;

/** Microseconds by leapfrog step, everything counted. */
function microseconds(density: CompiledModel, compiledTrajectory: boolean): number {
  const kernel = nuts(density, { maxTreeDepth: 10, stepSizeJitter: 0, compiledTrajectory });
  const { dimension } = density;
  const rng = stream("1", "leapfrog");
  const tuning = { stepSize: 0.35, metric: unitMetric(dimension) };
  const gradient = new Float64Array(dimension);
  const position = new Float64Array(dimension).fill(0.3);
  let state = { position, logDensity: density.evaluate(position, gradient), gradient };
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    let steps = 0;
    let elapsed = 0;
    while (elapsed < runMilliseconds) {
      for (let i = 0; i < 5; i++) {
        const transition = kernel.step(rng, state, tuning);
        state = transition.state as typeof state;
        steps += transition.info.numLeapfrog;
      }
      elapsed = performance.now() - start;
    }
    best = Math.min(best, (1000 * elapsed) / steps);
  }
  return best;
}

console.log("dimension  TypeScript  WebAssembly  (microseconds a leapfrog step)");
for (const dimension of [1, 10, 300, 3000]) {
  const density = standardNormal(dimension);
  const [plain, fast] = [false, true].map((compiled) => microseconds(density, compiled).toFixed(3));
  console.log(`${String(dimension).padStart(9)}  ${plain!.padStart(10)}  ${fast!.padStart(11)}`);
}
