/** Kernels that sum, compare or accumulate along axes. */
import { UserError } from "../../core/UserError.js";
import { sizeOf, type Recorder, type Traced } from "../Recorder.js";
import { transpose } from "./arrange.js";
import { binary, number, unary } from "./elementwise.js";
import type { Kernel } from "./Kernel.js";
import { normaliseAxes, stridesOf, tabulate } from "./shape.js";

interface Reduction {
  readonly axes: readonly number[];
  readonly shape: readonly number[];
  readonly count: number;
}

function reduction(x: Traced, axis: unknown, keepDims: unknown): Reduction {
  const axes = normaliseAxes(axis as number | number[] | undefined, x.shape.length);
  const shape = keepDims
    ? x.shape.map((extent, a) => (axes.includes(a) ? 1 : extent))
    : x.shape.filter((_, a) => !axes.includes(a));
  return { axes, shape, count: sizeOf(axes.map((a) => x.shape[a]!)) };
}

/** Sum over axes. */
export function sumOver(recorder: Recorder, x: Traced, { axes, shape, count }: Reduction): Traced {
  const { builder } = recorder;
  const node = recorder.float(x);
  const size = sizeOf(x.shape);
  if (count === 0) return { node: builder.constant(0), shape, dtype: "float32" };
  if (count === 1) return { node, shape, dtype: "float32" };
  if (builder.length(node) === 1) {
    return { node: builder.binary("multiply", node, builder.constant(count)), shape, dtype: "float32" };
  }
  if (count === size) return { node: builder.sum(node), shape, dtype: "float32" };
  const kept = x.shape.map((extent, a) => (axes.includes(a) ? 1 : extent));
  const strides = stridesOf(kept);
  const table = tabulate(x.shape, (c) =>
    c.reduce((place, k, a) => place + (axes.includes(a) ? 0 : k * strides[a]!), 0),
  );
  return { node: builder.scatterAdd(node, builder.table(table), size / count), shape, dtype: "float32" };
}

/** The tensor as rows × columns, with the reduced axes as columns. */
function asRows(recorder: Recorder, x: Traced, { axes, count }: Reduction): { node: number; rows: number } {
  const kept = x.shape.map((_, a) => a).filter((a) => !axes.includes(a));
  const moved = transpose(recorder, x, [...kept, ...axes]);
  return { node: recorder.dense(moved), rows: sizeOf(x.shape) / count };
}

function notEmpty(what: string, by: Reduction): Reduction {
  if (by.count > 0) return by;
  throw new UserError(`the ${what} of no elements is asked for in the model: the tensor is empty along those axes.`);
}

function largest(recorder: Recorder, x: Traced, given: Reduction): Traced {
  const by = notEmpty("largest or smallest", given);
  if (recorder.builder.length(x.node) === 1) return { ...x, shape: by.shape };
  const { node, rows } = asRows(recorder, x, by);
  return { node: recorder.builder.routine("segmentMax", [rows, by.count], [node]), shape: by.shape, dtype: "float32" };
}

function logSoftmax(recorder: Recorder, x: Traced): Traced {
  const last = reduction(x, x.shape.length - 1, true);
  const centred = binary(recorder, "subtract", x, largest(recorder, x, last));
  const total = sumOver(recorder, unary(recorder, "exp", centred), last);
  return binary(recorder, "subtract", centred, unary(recorder, "log", total));
}

export const reduceKernels: Readonly<Record<string, Kernel>> = {
  Sum: (recorder, { x }, { axis, keepDims }) => sumOver(recorder, x!, reduction(x!, axis, keepDims)),
  Mean: (recorder, { x }, { axis, keepDims }) => {
    const by = notEmpty("mean", reduction(x!, axis, keepDims));
    return binary(recorder, "multiply", sumOver(recorder, x!, by), number(recorder, 1 / by.count));
  },
  Max: (recorder, { x }, { reductionIndices, keepDims }) =>
    largest(recorder, x!, reduction(x!, reductionIndices, keepDims)),
  Min: (recorder, { x }, { axis, keepDims }) => {
    const opposite = unary(recorder, "negate", { ...x!, node: recorder.float(x!) });
    return unary(recorder, "negate", largest(recorder, opposite, reduction(x!, axis, keepDims)));
  },
  LogSoftmax: (recorder, { logits }) => logSoftmax(recorder, logits!),
  Softmax: (recorder, { logits }) => unary(recorder, "exp", logSoftmax(recorder, logits!)),
  Cumsum: (recorder, { x }, { axis, exclusive, reverse }) => {
    const at = ((axis as number) + x!.shape.length) % x!.shape.length;
    const order = [...x!.shape.map((_, a) => a).filter((a) => a !== at), at];
    const moved = transpose(recorder, x!, order);
    const columns = x!.shape[at]!;
    const sizes = [sizeOf(x!.shape) / columns, columns, exclusive ? 1 : 0, reverse ? 1 : 0];
    const node = recorder.builder.routine("cumulativeSum", sizes, [recorder.dense(moved)]);
    const back = order.map((_, a) => order.indexOf(a));
    return transpose(recorder, { ...moved, node }, back);
  },
};
