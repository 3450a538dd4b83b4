/** Kernels of sparse Cholesky factors, each a routine with a table of whole numbers. */
import type { RoutineName } from "../../core/Graph.js";
import type { Recorder, Traced } from "../Recorder.js";
import type { Attributes, Kernel } from "./Kernel.js";

export const sparseKernels: Readonly<Record<string, Kernel>> = {
  PoolwiseSparseCholesky: (recorder, { a, table }, sizes) =>
    routine(recorder, "sparseCholesky", sizes, [a!], table!, 2),
  PoolwiseSparseCholeskyAdjoint: (recorder, { l, dy, table }, sizes) =>
    routine(recorder, "sparseCholeskyAdjoint", sizes, [l!, dy!], table!, 1),
  PoolwiseSparseSolve: (recorder, { l, b, table }, sizes) =>
    routine(
      recorder,
      sizes["transpose"] ? "sparseSolveLowerTransposed" : "sparseSolveLower",
      sizes,
      [l!, b!],
      table!,
      0,
    ),
  PoolwiseSparseOuter: (recorder, { u, v, table }, sizes) =>
    routine(recorder, "sparseOuter", sizes, [u!, v!], table!, 2),
};

/** The routine, and of its output as many numbers as one of the sizes says: the rest is room to work in. */
function routine(
  recorder: Recorder,
  name: RoutineName,
  { size, entries, factorEntries }: Attributes,
  inputs: readonly Traced[],
  table: Traced,
  length: 0 | 1 | 2,
): Traced {
  const { builder } = recorder;
  const sizes = [size, entries, factorEntries] as [number, number, number];
  const nodes = inputs.map((input) => recorder.dense(input));
  const node = builder.routine(name, sizes, [...nodes, recorder.index(table, "a sparse factor")]);
  const result = builder.length(node) === sizes[length] ? node : builder.slice(node, 0, sizes[length]);
  return { node: result, shape: [sizes[length]], dtype: "float32" };
}
