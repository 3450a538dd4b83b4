/** Kernels of sparse Cholesky factors, each a routine with a table of whole numbers. */
import type { GraphBuilder } from "../../compiler/GraphBuilder.js";
import type { RoutineName } from "../../core/Graph.js";
import type { Recorder, Traced } from "../Recorder.js";
import type { Attributes, Kernel } from "./Kernel.js";

/** n, entries of A and of L. */
type Sizes = readonly [number, number, number];

export const sparseKernels: Readonly<Record<string, Kernel>> = {
  PoolwiseSparseCholesky: (recorder, { a, table }, attributes) => {
    const sizes = sizesOf(attributes);
    const factor = recorder.builder.routine("sparseCholesky", sizes, [recorder.dense(a!), indices(recorder, table!)]);
    // The rest is for routines that go on with it.
    return vector(recorder.builder, recorder.builder.slice(factor, 0, sizes[2]));
  },
  PoolwiseSparseCholeskyAdjoint: (recorder, { l, dy, table }, attributes) => {
    const sizes = sizesOf(attributes);
    const index = indices(recorder, table!);
    const inputs = [factorOf(recorder, l!, index, sizes), recorder.dense(dy!), index];
    const adjoint = recorder.builder.routine("sparseCholeskyAdjoint", sizes, inputs);
    return vector(recorder.builder, recorder.builder.slice(adjoint, 0, sizes[1]));
  },
  PoolwiseSparseSolve: (recorder, { l, b, table }, attributes) => {
    const sizes = sizesOf(attributes);
    const name: RoutineName = attributes["transpose"] ? "sparseSolveLowerTransposed" : "sparseSolveLower";
    const index = indices(recorder, table!);
    const inputs = [factorOf(recorder, l!, index, sizes), recorder.dense(b!), index];
    return vector(recorder.builder, recorder.builder.routine(name, sizes, inputs));
  },
  PoolwiseSparseOuter: (recorder, { u, v, table }, attributes) => {
    const inputs = [recorder.dense(u!), recorder.dense(v!), indices(recorder, table!)];
    return vector(recorder.builder, recorder.builder.routine("sparseOuter", sizesOf(attributes), inputs));
  },
};

function sizesOf({ size, entries, factorEntries }: Attributes): Sizes {
  return [size, entries, factorEntries] as [number, number, number];
}

function indices(recorder: Recorder, table: Traced): number {
  return recorder.index(table, "a sparse factor");
}

function vector(builder: GraphBuilder, node: number): Traced {
  return { node, shape: [builder.length(node)], dtype: "float32" };
}

/** The factor with the reciprocals of its diagonal: what the factorisation gave, or the same made of a factor's values. */
function factorOf(recorder: Recorder, l: Traced, table: number, [size, , factorEntries]: Sizes): number {
  const { builder } = recorder;
  const values = recorder.dense(l);
  const node = builder.nodes[values]!;
  if (node.op === "slice" && node.start === 0) {
    const whole = builder.nodes[node.inputs[0]!]!;
    const same = whole.op === "routine" && whole.routine === "sparseCholesky" && whole.inputs[1] === table;
    if (same && node.length === factorEntries) return node.inputs[0]!;
  }
  // The table begins with the places of the diagonal.
  const places = builder.takeIndex(table, builder.table(Int32Array.from({ length: size }, (_, j) => j)));
  const reciprocals = builder.binary("divide", builder.constant(1), builder.gather(values, places));
  return builder.concat([values, reciprocals, builder.constant(0)], [factorEntries, size, size]);
}
