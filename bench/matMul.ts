/**
 * What a product of a matrix of data and a vector costs, in nanoseconds by entry of the matrix: plain, and transposed as in its
 * gradient. Run by `npx tsx bench/matMul.ts`.
 */
import { compile } from "../engine/compiler/compile.js";
import { GraphBuilder } from "../engine/compiler/GraphBuilder.js";
import { load } from "../engine/compiler/load.js";
import type { CompiledModel } from "../engine/core/CompiledModel.js";
import { stream } from "../engine/random/stream.js";

/** Best of several runs of at least this many milliseconds. */
const runMilliseconds = 40;
const runs = 7;

/**
 * A model whose gradient is A B, where A (rows × rows) is data and B (rows × columns) the position.
 * @param transposed Whether it is Aᵀ B instead.
 */
function productModel(rows: number, columns: number, transposed: boolean): CompiledModel {
  const rng = stream("1", "matMul");
  const b = new GraphBuilder();
  const x = b.position(rows * columns);
  const values = Float64Array.from({ length: rows * rows }, () => rng.normal());
  const a = b.input("a", "float64", values);
  const product = b.routine("matMul", [rows, rows, columns, transposed ? 1 : 0, 0], [a, x]);
  const first = b.slice(x, 0, 1);
  const outputs = { logDensity: first, gradient: product, constrained: first, logLikelihood: first, logPrior: first };
  return load(compile(b.finish(rows * columns, outputs)));
}

function nanoseconds(rows: number, columns: number, transposed: boolean): number {
  const model = productModel(rows, columns, transposed);
  const position = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i + 1));
  const gradient = new Float64Array(rows * columns);
  model.evaluate(position, gradient);
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    let products = 0;
    let elapsed = 0;
    for (const start = performance.now(); elapsed < runMilliseconds; elapsed = performance.now() - start) {
      for (let i = 0; i < 4; i++) model.evaluate(position, gradient);
      products += 4;
    }
    best = Math.min(best, (1e6 * elapsed) / products / (rows * rows));
  }
  return best;
}

console.log("rows  columns of B     A B    Aᵀ B   (nanoseconds an entry of A)");
for (const columns of [1, 2, 3]) {
  for (const rows of [50, 200, 500, 1000]) {
    const [plain, back] = [false, true].map((transposed) => nanoseconds(rows, columns, transposed).toFixed(3));
    console.log(
      `${String(rows).padStart(4)}  ${String(columns).padStart(12)}  ${plain!.padStart(6)}  ${back!.padStart(6)}`,
    );
  }
}
