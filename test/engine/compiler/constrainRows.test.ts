import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf } from "../../../engine/autodiff/ops.js";
import { traceGraph } from "../../../engine/autodiff/trace.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../engine/core/CompiledModel.js";
import { numberedStreams } from "../../../engine/random/numberedStreams.js";

beforeAll(() => loadTensorflow());

/** Reports the exponentials of a position, moved by a column, and after them the position's sum plus normals. */
function reporting(dimension: number, normalCount: number): CompiledModel {
  const graph = traceGraph(dimension, ({ position, data, normals }) => {
    const moved = tf().exp(tf().add(position, data("shift", new Array<number>(dimension).fill(0.5))));
    const drawn = normalCount === 0 ? [] : [tf().add(normals(normalCount), tf().sum(position))];
    const logDensity = tf().neg(tf().sum(tf().square(position)));
    return {
      logDensity,
      constrained: tf().concat([moved, ...drawn]),
      logLikelihood: tf().reshape(logDensity, [1]),
      logPrior: tf().reshape(logDensity, [1]),
    };
  });
  return load(
    compile(
      graph,
      Array.from({ length: dimension + normalCount }, (_, i) => `v${i}`),
    ),
  );
}

const positionsOf = (count: number, dimension: number) =>
  Float64Array.from({ length: count * dimension }, (_, i) => Math.sin(i + 1));

/** Row by row. */
function one(model: CompiledModel, positions: Float64Array, count: number, first: number): Float64Array {
  const streams = numberedStreams("3", 1, "draw");
  const width = model.names.length;
  const out = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const position = positions.subarray(i * model.dimension, (i + 1) * model.dimension);
    model.constrain(position, streams.stream(first + i), out.subarray(i * width, (i + 1) * width));
  }
  return out;
}

function together(model: CompiledModel, positions: Float64Array, count: number, first: number): Float64Array {
  const out = new Float64Array(count * model.names.length);
  model.constrainRows(positions, numberedStreams("3", 1, "draw").base, first, out);
  return out;
}

describe("constrainRows", () => {
  it.each([
    [1, 0, 1],
    [3, 0, 64],
    [3, 5, 65],
    [1, 1, 300],
    [7, 2000, 130],
    [5000, 0, 3],
  ])("writes what constrain does: %i parameters, %i normals, %i rows", (dimension, normals, count) => {
    const model = reporting(dimension, normals);
    const positions = positionsOf(count, dimension);
    expect(together(model, positions, count, 17)).toEqual(one(model, positions, count, 17));
  });

  it("gives a draw the same values in whatever company it comes", () => {
    const model = reporting(2, 3);
    const positions = positionsOf(100, 2);
    const whole = together(model, positions, 100, 0);
    const width = model.names.length;
    for (const [from, to] of [
      [0, 1],
      [1, 70],
      [70, 100],
    ] as const) {
      const part = together(model, positions.slice(2 * from, 2 * to), to - from, from);
      expect(part).toEqual(whole.slice(width * from, width * to));
    }
  });

  it("sees new data at once", () => {
    const model = reporting(2, 1);
    const positions = positionsOf(4, 2);
    const before = together(model, positions, 4, 0);
    model.set("shift", [1, 2]);
    const after = together(model, positions, 4, 0);
    expect(after).not.toEqual(before);
    expect(after).toEqual(one(model, positions, 4, 0));
  });
});
