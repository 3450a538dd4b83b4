import { describe, expect, it } from "vitest";
import { compile } from "../../../engine/compiler/compile.js";
import { elementwise, type ElementwiseOp } from "../../../engine/compiler/elementwise.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { load } from "../../../engine/compiler/load.js";
import type { Rng } from "../../../engine/core/Rng.js";
import type { Graph, UnaryOp } from "../../../engine/core/Graph.js";
import { kernels, type KernelName } from "../../../engine/math/kernels.js";
import { numberArithmetic } from "../../../engine/math/numberArithmetic.js";
import { pow } from "../../../engine/math/pow.js";
import { stream } from "../../../engine/random/stream.js";

const special = [
  NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, 5e-324, -5e-324, 1e-310, -1e-310, 2.2250738585072014e-308,
  1e308, -1e308, 709.5, 710, -708.2, -745, -746, 2 ** 45, 2 ** 52, 3, 4, -3, -2.5,
]; // prettier-ignore

/** Kernels that hold for part of the numbers only; beyond it lanes and numbers may differ. */
const domains: Partial<Record<KernelName, (x: number) => boolean>> = {
  expNonPositive: (x) => !(x > 0),
  log1pUnit: (x) => !(x < 0 || x > 1),
};

/** Special values, and others of all sizes, as far as a kernel takes them. */
function scattered(name: KernelName): Float64Array {
  const rng = stream("1", "lanes", name);
  const others = Array.from({ length: 600 }, (_, i) => {
    const size = i % 3 === 0 ? pow(10, 600 * rng.uniform() - 300) : 20 * rng.uniform();
    return rng.bits() % 2 ? size : -size;
  });
  return Float64Array.from([...special, ...others].filter(domains[name] ?? (() => true)));
}

/** Values of an operation at each element of the position, computed in WebAssembly. */
function inLanes(op: UnaryOp | "pow", x: Float64Array, y?: Float64Array): Float64Array {
  const builder = new GraphBuilder();
  const position = builder.position(x.length);
  const zero = builder.constant(0);
  const flat = builder.constant(new Float64Array(x.length));
  const value = op === "pow" ? builder.binary(op, position, builder.constant(y!)) : builder.unary(op, position);
  const outputs = { logDensity: zero, gradient: flat, logPrior: zero, logLikelihood: zero, constrained: value };
  const graph: Graph = { nodes: builder.nodes, outputs, dimension: x.length };
  const compiled = load(compile(graph, [...x.keys()].map(String)));
  const out = new Float64Array(x.length);
  compiled.constrain(x, {} as Rng, out);
  return out;
}

describe("compiled to WebAssembly lanes", () => {
  const ops = Object.keys(kernels).filter((name): name is UnaryOp & keyof typeof kernels =>
    Object.hasOwn(elementwise, name as ElementwiseOp),
  );

  it.each(ops)("%s gives the same bits as in numbers", (name) => {
    const x = scattered(name);
    const expected = x.map((value) => kernels[name](numberArithmetic, value));
    expect(inLanes(name, x)).toEqual(expected);
  });

  it("pow gives the same bits as in numbers", () => {
    const pairs = [
      ...special.flatMap((x) => special.map((y) => [x, y] as const)),
      ...Array.from(scattered("exp"), (x, i) => [x, (i % 41) - 20 + (i % 3) / 4] as const),
    ];
    const x = Float64Array.from(pairs, ([base]) => base);
    const y = Float64Array.from(pairs, ([, exponent]) => exponent);
    expect(inLanes("pow", x, y)).toEqual(x.map((base, i) => pow(base, y[i]!)));
  });
});
