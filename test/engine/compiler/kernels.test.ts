import { describe, expect, it } from "vitest";
import { compile } from "../../../engine/compiler/compile.js";
import { elementwise } from "../../../engine/compiler/elementwise.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { load } from "../../../engine/compiler/load.js";
import type { BinaryOp, UnaryOp } from "../../../engine/core/Graph.js";
import { kernels } from "../../../engine/math/kernels.js";
import { numberArithmetic } from "../../../engine/math/numberArithmetic.js";
import { scattered } from "../../support/models.js";
import type { Rng } from "../../../engine/core/Rng.js";

const huge = Number.MAX_VALUE;
const edges = [
  ...[0, 5e-324, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-160, 1e-17, 2 ** -53, 2 ** -28, 1e-8, 1e-3, 0.25, 0.5],
  ...[
    Math.SQRT1_2,
    1 - 2 ** -53,
    1,
    1 + 2 ** -52,
    Math.SQRT2,
    1.5,
    2,
    2.5,
    Math.E,
    3,
    Math.PI,
    4.5,
    8,
    12,
    20,
    36.7,
    37,
  ],
  ...[38.5, 100, 171.6, 500, 700, 708.4, 709.78, 709.79, 745.13, 745.14, 1000, 2 ** 31, 2 ** 52, 2 ** 53, 1e17, 1e100],
  ...[1e155, 1e300, 2.5e305, huge, Infinity],
];
const grid = [
  ...edges,
  ...edges.map((x) => -x),
  NaN,
  ...scattered(120, 1).map((u) => 2 * u - 1),
  ...scattered(120, 2).map((u) => 40 * u - 20),
  ...scattered(120, 3).map((u) => 1600 * u - 800),
  // Every binary order of magnitude from subnormals to the largest, with both signs.
  ...Array.from({ length: 180 }, (_, k) => (k % 2 === 0 ? 1 : -1) * 1.3 * 2 ** (12 * k - 1074)).filter(Number.isFinite),
];
const noRng = {} as Rng;

/** An operation on columns, through the compiler, row by row and as a scalar. */
function throughWasm(op: UnaryOp | BinaryOp | "select", columns: readonly Float64Array[]): Float64Array {
  const builder = new GraphBuilder();
  const position = builder.position(1);
  const inputs = columns.map((values, k) => builder.input(`x${k}`, "float64", values));
  const node = builder.add({ op, inputs, length: columns[0]!.length } as never);
  const density = builder.sum(position);
  const graph = builder.finish(1, {
    logDensity: density,
    gradient: position,
    logPrior: density,
    logLikelihood: density,
    constrained: node,
  });
  const names = Array.from({ length: columns[0]!.length }, (_, i) => `y${i}`);
  // No graph pass: the operation itself is under test.
  const model = load(compile(graph, names, new Set()));
  const out = new Float64Array(names.length);
  model.constrain(Float64Array.of(0), noRng, out);
  return out;
}

function expectSameBits(actual: ArrayLike<number>, expected: ArrayLike<number>, of: (i: number) => string): void {
  const different = Array.from({ length: expected.length }, (_, i) => i).filter(
    (i) => !Object.is(actual[i], expected[i]),
  );
  expect(different.map((i) => `${of(i)}: ${actual[i]} is not ${expected[i]}`)).toEqual([]);
}

/** Where a kernel is not meant to be used, what it gives there is of no interest. */
const domain: Partial<Record<keyof typeof kernels, (x: number) => boolean>> = {
  expNonPositive: (x) => !(x > 0),
  log1pUnit: (x) => !(x < 0 || x > 1),
};

describe("every mathematical kernel gives the same bits in WebAssembly as in TypeScript", () => {
  it.each(Object.keys(kernels) as (keyof typeof kernels)[])("%s", (name) => {
    const x = Float64Array.from(grid.filter(domain[name] ?? (() => true)));
    const expected = x.map((value) => kernels[name](numberArithmetic, value));
    expect(x.length).toBeGreaterThan(100);
    expectSameBits(throughWasm(name as UnaryOp, [x]), expected, (i) => `${name}(${x[i]})`);
    // An odd number of rows has its last one alone.
    const odd = x.slice(0, x.length - 1 + (x.length % 2));
    expectSameBits(throughWasm(name as UnaryOp, [odd]), expected.slice(0, odd.length), (i) => `${name}(${odd[i]})`);
    // A scalar is computed outside loops.
    for (const value of [x[3]!, NaN, 0.3]) {
      expectSameBits(
        throughWasm(name as UnaryOp, [Float64Array.of(value)]),
        [kernels[name](numberArithmetic, value)],
        () => `scalar ${name}(${value})`,
      );
    }
  });
});

describe("every other element-wise operation gives the same bits in WebAssembly as in TypeScript", () => {
  const others = Object.keys(elementwise).filter(
    (name) => !Object.hasOwn(kernels, name),
  ) as (keyof typeof elementwise)[];
  const few = [
    ...edges.filter((_, i) => i % 3 === 0),
    ...edges.filter((_, i) => i % 4 === 1).map((x) => -x),
    NaN,
    -0,
    -0.5,
    2.5,
    -3,
  ];
  const pairs = few.flatMap((x) => few.map((y) => [x, y] as const));

  it.each(others)("%s", (name) => {
    const columns = [pairs.map(([x]) => x), pairs.map(([, y]) => y), pairs.map((_, i) => i - 7)]
      .slice(0, name === "select" ? 3 : isUnary(name) ? 1 : 2)
      .map((column) => Float64Array.from(column));
    const expected = pairs.map((_, i) =>
      elementwise[name](numberArithmetic, columns[0]![i]!, columns[1]?.[i] ?? 0, columns[2]?.[i] ?? 0),
    );
    expectSameBits(throughWasm(name as BinaryOp, columns), expected, (i) => `${name}(${pairs[i]!.join(", ")})`);
  });
});

function isUnary(name: string): boolean {
  return ["negate", "abs", "sqrt", "floor", "nearest", "sign"].includes(name);
}
