/** Run by load.test.ts: bytes by which the young heap grows while a model is evaluated, with no collection between. */
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import { randomGraph } from "./randomGraph.js";

const recipe = Array.from({ length: 14 }, (_, i) => [i, 3 * i + 1, 5 * i + 2, 7 * i + 3] as const);
const dimension = 40;
const model = load(compile(randomGraph({ dimension, rows: 41, steps: recipe })));
const position = new Float64Array(dimension).fill(0.25);
const gradient = new Float64Array(dimension);
const evaluations = 200_000;

function run(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    position[i % dimension] = 0.25 + (i % 7) * 0.01;
    if (model.evaluate(position, gradient) > 0) sum += 1;
  }
  return sum;
}

run(50_000);
(globalThis as { gc?: () => void }).gc!();
const before = process.memoryUsage().heapUsed;
run(evaluations);
const grown = process.memoryUsage().heapUsed - before;
console.log(JSON.stringify({ grown, evaluations }));
