/** Kernels that only rearrange elements: each is a table of places. */
import { sizeOf, type Recorder, type Traced } from "../Recorder.js";
import { isInteger } from "../../compiler/GraphBuilder.js";
import { UserError } from "../../core/UserError.js";
import type { Kernel } from "./Kernel.js";
import { broadcastTable, normaliseAxes, stridesOf, tabulate } from "./shape.js";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The tensor with its axes in another order. */
export function transpose(recorder: Recorder, x: Traced, permutation: readonly number[]): Traced {
  if (permutation.every((axis, i) => axis === i)) return x;
  const strides = stridesOf(x.shape);
  const shape = permutation.map((axis) => x.shape[axis]!);
  const table = tabulate(shape, (c) => sum(permutation.map((axis, i) => c[i]! * strides[axis]!)));
  return recorder.take(x, table, shape);
}

/** A box of a tensor. */
export function slice(recorder: Recorder, x: Traced, begin: readonly number[], shape: readonly number[]): Traced {
  const strides = stridesOf(x.shape);
  const start = sum(begin.map((b, axis) => b * strides[axis]!));
  const rest = shape.findIndex((extent) => extent !== 1);
  const contiguous = rest < 0 || shape.every((extent, axis) => axis <= rest || extent === x.shape[axis]);
  const node = recorder.builder.nodes[x.node]!;
  if (contiguous && !x.integers && !isInteger(node) && node.length > 1) {
    return { node: recorder.builder.slice(x.node, start, sizeOf(shape)), shape, dtype: x.dtype };
  }
  return recorder.take(
    x,
    tabulate(shape, (c) => start + sum(c.map((k, axis) => k * strides[axis]!))),
    shape,
  );
}

/** Tensors one after the other along an axis. */
export function concat(recorder: Recorder, pieces: readonly Traced[], axis: number): Traced {
  const first = pieces[0]!;
  const lengths = pieces.map((piece) => sizeOf(piece.shape));
  const joined = recorder.builder.concat(
    pieces.map((piece) => recorder.float(piece)),
    lengths,
  );
  const shape = first.shape.map((extent, a) => (a === axis ? sum(pieces.map((piece) => piece.shape[axis]!)) : extent));
  const whole: Traced = { node: joined, shape, dtype: first.dtype };
  if (sizeOf(shape.slice(0, axis)) === 1) return whole;
  const owners = pieces.flatMap((piece, k) =>
    Array.from({ length: piece.shape[axis]! }, (_, within) => ({ k, within })),
  );
  const offsets = lengths.map((_, k) => sum(lengths.slice(0, k)));
  const table = tabulate(shape, (c) => {
    const { k, within } = owners[c[axis]!]!;
    const strides = stridesOf(pieces[k]!.shape);
    return offsets[k]! + sum(c.map((at, a) => (a === axis ? within : at) * strides[a]!));
  });
  return recorder.take(whole, table, shape);
}

function pad(recorder: Recorder, x: Traced, paddings: readonly (readonly [number, number])[], value: number): Traced {
  const { builder } = recorder;
  const shape = x.shape.map((extent, axis) => extent + paddings[axis]![0] + paddings[axis]![1]);
  const fill = builder.constant(value);
  const outer = paddings.findIndex(([before, after]) => before + after > 0);
  const onlyOuter = paddings.every(([before, after], axis) => axis === outer || before + after === 0);
  if (outer < 0) return x;
  if (onlyOuter && sizeOf(x.shape.slice(0, outer)) === 1) {
    const inner = sizeOf(x.shape.slice(outer + 1));
    const [before, after] = paddings[outer]!;
    const pieces = [fill, recorder.float(x), fill];
    const lengths = [before * inner, sizeOf(x.shape), after * inner];
    const kept = lengths.flatMap((length, k) => (length > 0 ? [k] : []));
    return {
      ...x,
      node: builder.concat(
        kept.map((k) => pieces[k]!),
        kept.map((k) => lengths[k]!),
      ),
      shape,
    };
  }
  const size = sizeOf(x.shape);
  const extended: Traced = { ...x, node: builder.concat([recorder.float(x), fill], [size, 1]) };
  const strides = stridesOf(x.shape);
  const table = tabulate(shape, (c) => {
    const at = c.map((k, axis) => k - paddings[axis]![0]);
    return at.every((k, axis) => k >= 0 && k < x.shape[axis]!) ? sum(at.map((k, axis) => k * strides[axis]!)) : size;
  });
  return recorder.take(extended, table, shape);
}

/** Elements along an axis at given places, which may be known or come from the data. */
function gather(recorder: Recorder, x: Traced, indices: Traced, axis: number): Traced {
  const { builder } = recorder;
  const outer = x.shape.slice(0, axis);
  const inner = x.shape.slice(axis + 1);
  const shape = [...outer, ...indices.shape, ...inner];
  if (builder.length(x.node) === 1 && !isInteger(builder.nodes[x.node]!)) return { ...x, shape };
  if (indices.integers) {
    const extent = x.shape[axis]!;
    const bad = indices.integers.find((index) => index < 0 || index >= extent);
    if (bad !== undefined) throw new UserError(`gather: index ${bad} is outside 0 to ${extent - 1}.`);
    const block = sizeOf(inner);
    const flat = [sizeOf(outer), indices.integers.length, block];
    const table = tabulate(flat, ([o, i, k]) => (o! * extent + indices.integers![i!]!) * block + k!);
    return recorder.take(x, table, shape);
  }
  const axes = x.shape.map((_, a) => a);
  const moved = transpose(recorder, x, [axis, ...axes.filter((a) => a !== axis)]);
  const stride = sizeOf(outer) * sizeOf(inner);
  const index = recorder.index(indices, "gather");
  const rows = stride === 1 ? index : builder.expandIndex(index, stride);
  const gathered: Traced = {
    node: builder.gather(recorder.dense(moved), rows),
    shape: [...indices.shape, ...outer, ...inner],
    dtype: x.dtype,
  };
  const count = indices.shape.length;
  const order = [
    ...outer.map((_, a) => count + a),
    ...indices.shape.map((_, a) => a),
    ...inner.map((_, a) => count + outer.length + a),
  ];
  return transpose(recorder, gathered, order);
}

export const arrangeKernels: Readonly<Record<string, Kernel>> = {
  Identity: (_, { x }) => x!,
  Reshape: (_, { x }, { shape }) => ({ ...x!, shape: inferred(shape as number[], sizeOf(x!.shape)) }),
  ExpandDims: (_, { input }, { dim }) => {
    const at = (dim as number) < 0 ? input!.shape.length + 1 + (dim as number) : (dim as number);
    return { ...input!, shape: [...input!.shape.slice(0, at), 1, ...input!.shape.slice(at)] };
  },
  Cast: (recorder, { x }, { dtype }) => {
    const target = dtype as Traced["dtype"];
    if (target === "float32" || target === x!.dtype || x!.integers) return { ...x!, dtype: target };
    if (target === "int32" && x!.dtype === "bool") return { ...x!, dtype: target };
    if (target === "bool") {
      const { builder } = recorder;
      const zero = builder.binary("equal", recorder.float(x!), builder.constant(0));
      return { node: builder.binary("subtract", builder.constant(1), zero), shape: x!.shape, dtype: "bool" };
    }
    return truncated(recorder, x!);
  },
  Transpose: (recorder, { x }, { perm }) =>
    transpose(recorder, x!, (perm as number[] | null) ?? x!.shape.map((_, axis) => x!.shape.length - 1 - axis)),
  Slice: (recorder, { x }, { begin, size }) => {
    const start = x!.shape.map((_, axis) => (typeof begin === "number" ? begin : ((begin as number[])[axis] ?? 0)));
    const asked = x!.shape.map((_, axis) =>
      typeof size === "number" ? size : ((size as number[] | undefined)?.[axis] ?? -1),
    );
    const shape = asked.map((extent, axis) => (extent < 0 ? x!.shape[axis]! - start[axis]! : extent));
    return slice(recorder, x!, start, shape);
  },
  Concat: (recorder, inputs, { axis }) => {
    const given = Object.values(inputs);
    const pieces = given.filter((piece) => sizeOf(piece.shape) > 0);
    if (pieces.length === 0) return given[0]!;
    return concat(recorder, pieces, ((axis as number) + pieces[0]!.shape.length) % pieces[0]!.shape.length);
  },
  Pack: (recorder, inputs, { axis }) => {
    const rank = Object.values(inputs)[0]!.shape.length;
    const at = (axis as number) < 0 ? (axis as number) + rank + 1 : (axis as number);
    const widened = Object.values(inputs).map((piece) => ({
      ...piece,
      shape: [...piece.shape.slice(0, at), 1, ...piece.shape.slice(at)],
    }));
    return concat(recorder, widened, at);
  },
  Unpack: (recorder, { value }, { axis }) => {
    const at = ((axis as number) + value!.shape.length) % value!.shape.length;
    const box = value!.shape.map((extent, a) => (a === at ? 1 : extent));
    const shape = value!.shape.filter((_, a) => a !== at);
    return Array.from({ length: value!.shape[at]! }, (_, i) => ({
      ...slice(
        recorder,
        value!,
        box.map((__, a) => (a === at ? i : 0)),
        box,
      ),
      shape,
    }));
  },
  SplitV: (recorder, { x }, { numOrSizeSplits, axis }) => {
    const at = ((axis as number) + x!.shape.length) % x!.shape.length;
    const extent = x!.shape[at]!;
    const sizes = Array.isArray(numOrSizeSplits)
      ? (numOrSizeSplits as number[])
      : new Array<number>(numOrSizeSplits as number).fill(extent / (numOrSizeSplits as number));
    const rest = extent - sum(sizes.filter((size) => size >= 0));
    let start = 0;
    return sizes.map((size) => {
      const width = size < 0 ? rest : size;
      const begin = x!.shape.map((_, a) => (a === at ? start : 0));
      start += width;
      return slice(
        recorder,
        x!,
        begin,
        x!.shape.map((e, a) => (a === at ? width : e)),
      );
    });
  },
  PadV2: (recorder, { x }, { paddings, constantValue }) =>
    pad(recorder, x!, paddings as [number, number][], constantValue as number),
  Tile: (recorder, { x }, { reps }) => {
    const shape = x!.shape.map((extent, axis) => extent * (reps as number[])[axis]!);
    const strides = stridesOf(x!.shape);
    const table = tabulate(shape, (c) => sum(c.map((k, axis) => (k % x!.shape[axis]!) * strides[axis]!)));
    return recorder.take(x!, table, shape);
  },
  BroadcastTo: (recorder, { x }, { shape }) => {
    const to = shape as number[];
    return recorder.take(x!, broadcastTable(x!.shape, to), to);
  },
  Reverse: (recorder, { x }, { dims }) => {
    const strides = stridesOf(x!.shape);
    const turned = normaliseAxes(dims as number | number[] | undefined, x!.shape.length);
    const table = tabulate(x!.shape, (c) =>
      sum(c.map((k, axis) => (turned.includes(axis) ? x!.shape[axis]! - 1 - k : k) * strides[axis]!)),
    );
    return recorder.take(x!, table, x!.shape);
  },
  GatherV2: (recorder, { x, indices }, { axis, batchDims }) => {
    if (batchDims) throw new UserError("gather with batchDims is not supported: reshape, and gather along one axis.");
    return gather(recorder, x!, indices!, ((axis as number) + x!.shape.length) % x!.shape.length);
  },
  UnsortedSegmentSum: (recorder, { x, segmentIds }, { numSegments }) => {
    const { builder } = recorder;
    const rest = x!.shape.slice(segmentIds!.shape.length);
    const stride = sizeOf(rest);
    const index = recorder.index(segmentIds!, "unsortedSegmentSum");
    const rows = stride === 1 ? index : builder.expandIndex(index, stride);
    const size = (numSegments as number) * stride;
    return {
      node: builder.scatterAdd(recorder.float(x!), rows, size),
      shape: [numSegments as number, ...rest],
      dtype: x!.dtype,
    };
  },
  Fill: (recorder, _, { shape, value }) => ({
    node: recorder.builder.constant(value as number),
    shape: shape as number[],
    dtype: "float32",
  }),
  ZerosLike: (recorder, { x }) => ({ node: recorder.builder.constant(0), shape: x!.shape, dtype: x!.dtype }),
  OnesLike: (recorder, { x }) => ({ node: recorder.builder.constant(1), shape: x!.shape, dtype: x!.dtype }),
  Range: (recorder, _, { start, stop, step, dtype }) => {
    const [from, to, by] = [start as number, stop as number, step as number];
    const values = Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (__, i) => from + i * by);
    const traced = recorder.constant(values, [values.length], dtype as Traced["dtype"]);
    return dtype === "int32" ? { ...traced, integers: Int32Array.from(values) } : traced;
  },
  LinSpace: (recorder, _, { start, stop, num }) => {
    const [from, to, count] = [start as number, stop as number, num as number];
    const by = count > 1 ? (to - from) / (count - 1) : 0;
    return recorder.constant(
      Array.from({ length: count }, (__, i) => from + i * by),
      [count],
    );
  },
};

/** Whole numbers towards 0; of known numbers, known ones. */
function truncated(recorder: Recorder, x: Traced): Traced {
  const { builder } = recorder;
  const node = recorder.float(x);
  const source = builder.nodes[node]!;
  if (source.op === "constant") {
    const integers = Int32Array.from({ length: sizeOf(x.shape) }, (_, i) =>
      Math.trunc(source.values[source.length === 1 ? 0 : i]!),
    );
    return { ...recorder.constant(integers, x.shape, "int32"), integers };
  }
  const size = builder.unary("floor", builder.unary("abs", node));
  return { node: builder.binary("multiply", builder.unary("sign", node), size), shape: x.shape, dtype: "int32" };
}

function inferred(shape: readonly number[], size: number): number[] {
  const known = shape.reduce((product, extent) => (extent < 0 ? product : product * extent), 1);
  return shape.map((extent) => (extent < 0 ? size / known : extent));
}
