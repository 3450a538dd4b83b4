/** Matrix kernels: products written out along their long side, and the dense routines. */
import { UserError } from "../../core/UserError.js";
import type { GraphBuilder } from "../../compiler/GraphBuilder.js";
import { sizeOf, type Recorder, type Traced } from "../Recorder.js";
import { concat, slice } from "./arrange.js";
import type { Kernel } from "./Kernel.js";

/**
 * Products of a scalar and a row up to which a matrix product is written out, so that it fuses with what is around. With more of
 * them the routine is as fast and takes less code: measured with 3 to 10,000 rows and 3 to 100 columns.
 */
const writtenOut = 20;

interface Matrix {
  readonly node: number;
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}

/** Row or column of a matrix as a vector, wherever it is in memory. */
function line(builder: GraphBuilder, matrix: Matrix, which: "row" | "column", at: number): number {
  const { node, rows, columns, transposed } = matrix;
  const length = which === "row" ? columns : rows;
  const contiguous = (which === "row") !== transposed;
  if (contiguous) return builder.slice(node, at * length, length);
  const stride = which === "row" ? rows : columns;
  return builder.gather(node, builder.table(Int32Array.from({ length }, (_, i) => at + i * stride)));
}

function entry(builder: GraphBuilder, { node, rows, columns, transposed }: Matrix, i: number, j: number): number {
  return builder.slice(node, transposed ? j * rows + i : i * columns + j, 1);
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

function addUp(builder: GraphBuilder, terms: readonly number[]): number {
  return terms.reduce((sum, term) => builder.binary("add", sum, term));
}

/** A (n × k) times B (k × m). */
function product(recorder: Recorder, a: Matrix, b: Matrix): number {
  const { builder } = recorder;
  const [n, k, m] = [a.rows, a.columns, b.columns];
  const longest = Math.max(n, k, m);
  if ((n * k * m) / longest > writtenOut) {
    const sizes = [n, k, m, a.transposed ? 1 : 0, b.transposed ? 1 : 0];
    return builder.routine("matMul", sizes, [a.node, b.node]);
  }
  const times = (x: number, y: number) => builder.binary("multiply", x, y);
  if (k === longest) {
    const entries = range(n).flatMap((i) =>
      range(m).map((j) => builder.sum(times(line(builder, a, "row", i), line(builder, b, "column", j)))),
    );
    return builder.concat(
      entries,
      entries.map(() => 1),
    );
  }
  if (m === longest) {
    const rows = range(n).map((i) =>
      addUp(
        builder,
        range(k).map((l) => times(line(builder, b, "row", l), entry(builder, a, i, l))),
      ),
    );
    return builder.concat(
      rows,
      rows.map(() => m),
    );
  }
  const columns = range(m).map((j) =>
    addUp(
      builder,
      range(k).map((l) => times(line(builder, a, "column", l), entry(builder, b, l, j))),
    ),
  );
  const joined = builder.concat(
    columns,
    columns.map(() => n),
  );
  if (m === 1) return joined;
  return builder.gather(
    joined,
    builder.table(Int32Array.from({ length: n * m }, (_, i) => (i % m) * n + Math.floor(i / m))),
  );
}

function batchMatMul(recorder: Recorder, a: Traced, b: Traced, transposeA: boolean, transposeB: boolean): Traced {
  const lead = a.shape.slice(0, -2);
  if (lead.join() !== b.shape.slice(0, -2).join())
    throw new UserError("matMul of different batches is not supported: repeat the smaller with tile.");
  const matrixOf = (x: Traced, transposed: boolean): Matrix => {
    const [rows, columns] = x.shape.slice(-2) as [number, number];
    const node = recorder.dense(x);
    return transposed ? { node, rows: columns, columns: rows, transposed } : { node, rows, columns, transposed };
  };
  const batches = sizeOf(lead);
  const flatten = (x: Traced): Traced => ({ ...x, node: recorder.dense(x), shape: [batches, ...x.shape.slice(-2)] });
  const part = (x: Traced, i: number): Traced => {
    if (batches === 1) return { ...x, shape: x.shape.slice(-2) };
    const box = [1, ...x.shape.slice(-2)];
    return { ...slice(recorder, flatten(x), [i, 0, 0], box), shape: box.slice(1) };
  };
  const results = range(batches).map((i): Traced => {
    const left = matrixOf(part(a, i), transposeA);
    const right = matrixOf(part(b, i), transposeB);
    return { node: product(recorder, left, right), shape: [1, left.rows, right.columns], dtype: "float32" };
  });
  return { ...concat(recorder, results, 0), shape: [...lead, ...results[0]!.shape.slice(1)] };
}

export const matrixKernels: Readonly<Record<string, Kernel>> = {
  BatchMatMul: (recorder, { a, b }, { transposeA, transposeB }) =>
    batchMatMul(recorder, a!, b!, Boolean(transposeA), Boolean(transposeB)),
  PoolwiseCholesky: (recorder, { a }) => routine(recorder, "cholesky", [a!.shape[0]!], [a!], a!.shape),
  PoolwiseCholeskyAdjoint: (recorder, { l, dy }) =>
    routine(recorder, "choleskyAdjoint", [l!.shape[0]!], [l!, dy!], l!.shape),
  PoolwiseTriangularSolve: (recorder, { l, b }, { transpose }) =>
    routine(recorder, transpose ? "solveLowerTransposed" : "solveLower", [...b!.shape], [l!, b!], b!.shape),
};

function routine(
  recorder: Recorder,
  name: "cholesky" | "choleskyAdjoint" | "solveLower" | "solveLowerTransposed",
  sizes: readonly number[],
  inputs: readonly Traced[],
  shape: readonly number[],
): Traced {
  const nodes = inputs.map((input) => recorder.dense(input));
  return { node: recorder.builder.routine(name, sizes, nodes), shape, dtype: "float32" };
}
