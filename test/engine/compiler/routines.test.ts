import { beforeAll, describe, expect, it } from "vitest";
import { cholesky, loadTensorflow, logDeterminant, tf, triangularSolve } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { GraphBuilder } from "../../../engine/compiler/GraphBuilder.js";
import { load } from "../../../engine/compiler/load.js";
import { routines } from "../../../engine/compiler/routines/index.js";
import type { Rng } from "../../../engine/core/Rng.js";
import type { RoutineName } from "../../../engine/core/Graph.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import { factorTable } from "../../../engine/math/sparse/factorTable.js";
import { scattered } from "../../support/models.js";
import { cases as patterns, definiteValues } from "../math/sparse/patterns.js";
import { compiled, evaluators, interpreted, ownSlopes, type Density } from "../autodiff/density.js";

beforeAll(() => loadTensorflow());

const sizes = [1, 2, 3, 4, 5, 6];
const noRng = {} as Rng;
const numbers = (length: number, seed: number) => Float64Array.from(scattered(length, seed), (u) => 2 * u - 1);

/** Symmetric and positive definite: M Mᵀ + n I. */
function definite(n: number, seed: number): Float64Array {
  const m = numbers(n * n, seed);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? n : 0;
    for (let k = 0; k < n; k++) sum += m[i * n + k]! * m[j * n + k]!;
    return sum;
  });
}

function lower(n: number, seed: number): Float64Array {
  return numbers(n * n, seed).map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return j > i ? NaN : i === j ? 1.5 + value : value;
  });
}

function multiply(a: ArrayLike<number>, b: ArrayLike<number>, n: number, k: number, m: number): number[] {
  return Array.from({ length: n * m }, (_, at) => {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += a[Math.floor(at / m) * k + l]! * b[l * m + (at % m)]!;
    return sum;
  });
}

/** The transpose of a matrix of `rows` rows. */
function transposed(a: ArrayLike<number>, rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]!);
}

type Values = Float64Array | Int32Array;

/** Length of the output without the room that some routines work in. */
function written(name: RoutineName, of: readonly number[]): number {
  if (name === "sparseCholesky") return of[2]!;
  return name === "sparseCholeskyAdjoint" ? of[1]! : routines[name].outputLength(of);
}

function byInterpreter(name: RoutineName, of: readonly number[], inputs: readonly Values[]): Float64Array {
  const out = new Float64Array(routines[name].outputLength(of));
  routines[name].interpret(of, inputs as Float64Array[], out);
  return out;
}

/** The routine's instructions, on data columns. */
function byModule(name: RoutineName, of: readonly number[], inputs: readonly Values[]): Float64Array {
  const b = new GraphBuilder();
  const position = b.position(1);
  const node = b.routine(
    name,
    of,
    inputs.map((values, k) => b.input(`x${k}`, values instanceof Int32Array ? "int32" : "float64", values)),
  );
  const length = b.length(node);
  const graph = b.finish(1, {
    logDensity: position,
    gradient: position,
    logPrior: position,
    logLikelihood: position,
    constrained: node,
  });
  const model = load(
    compile(
      graph,
      Array.from({ length }, (_, i) => `y${i}`),
    ),
  );
  const out = new Float64Array(length);
  model.constrain(Float64Array.of(0), noRng, out);
  return out;
}

/** The routines of sparse factors, with each of the patterns that the factor itself is tested with. */
const sparseCases: [RoutineName, number[], Values[]][] = patterns.flatMap(
  ([, pattern]): [RoutineName, number[], Values[]][] => {
    const analysed = analysePattern(pattern);
    const { size, entries, factorEntries } = analysed;
    const of = [size, entries, factorEntries];
    const table = factorTable(analysed);
    const factor = byInterpreter("sparseCholesky", of, [definiteValues(pattern), table]);
    return [
      ["sparseCholesky", of, [definiteValues(pattern), table]],
      ["sparseCholesky", of, [numbers(entries, 2), table]],
      ["sparseCholeskyAdjoint", of, [factor, numbers(factorEntries, 3), table]],
      ["sparseSolveLower", of, [factor, numbers(size, 4), table]],
      ["sparseSolveLowerTransposed", of, [factor, numbers(size, 5), table]],
      ["sparseOuter", of, [numbers(size, 6), numbers(size, 7), table]],
      ["sparseOuter", [...of, 2], [...[6, 7, 8, 9].map((seed) => numbers(size, seed)), table]],
    ];
  },
);

const cases: [RoutineName, number[], Values[]][] = sizes.flatMap((n): [RoutineName, number[], Float64Array[]][] => [
  ["cholesky", [n], [definite(n, 1)]],
  ["cholesky", [n], [numbers(n * n, 2)]],
  ["choleskyAdjoint", [n], [lower(n, 3), numbers(n * n, 4)]],
  ...[1, 3].flatMap((m): [RoutineName, number[], Float64Array[]][] => [
    ["solveLower", [n, m], [lower(n, 5), numbers(n * m, 6)]],
    ["solveLowerTransposed", [n, m], [lower(n, 5), numbers(n * m, 6)]],
  ]),
  ...[0, 1].flatMap((ta) =>
    [0, 1].map((tb): [RoutineName, number[], Float64Array[]] => [
      "matMul",
      [n, 7 - n, 3, ta, tb],
      [numbers(n * (7 - n), 7), numbers((7 - n) * 3, 8)],
    ]),
  ),
  ...[0, 1].flatMap((exclusive) =>
    [0, 1].map((reverse): [RoutineName, number[], Float64Array[]] => [
      "cumulativeSum",
      [2, n, exclusive, reverse],
      [numbers(2 * n, 9)],
    ]),
  ),
  ["segmentMax", [3, n], [numbers(3 * n, 10)]],
  ["segmentMax", [2, n], [Float64Array.from({ length: 2 * n }, (_, i) => (i === 1 ? NaN : -Infinity))]],
]);
cases.push(...sparseCases);
/** Products of every way there is, with whole blocks of rows, columns and terms, with a rest of each, and with one alone. */
const products = [
  ...[1, 4, 6, 11].flatMap((n) => [1, 4, 7, 10].map((k): [number, number, number] => [n, k, 1])),
  ...[2, 8, 17, 18, 23].flatMap((m) => [1, 4, 7, 10].map((k): [number, number, number] => [1, k, m])),
  ...[2, 3, 5, 8].flatMap((m) => [3, 9].map((k): [number, number, number] => [9, k, m])),
  [19, 6, 1],
  [24, 5, 1],
] as const;
cases.push(
  ...products.flatMap(([n, k, m]) =>
    [0, 1].flatMap((ta) =>
      [0, 1].map((tb): [RoutineName, number[], Float64Array[]] => [
        "matMul",
        [n, k, m, ta, tb],
        [numbers(n * k, 7), numbers(k * m, 8)],
      ]),
    ),
  ),
);

describe("instructions and interpreter give the same bits, or with sparse factors the same up to the order of sums", () => {
  it.each(cases.map(([name, of, inputs]) => ({ name, of, inputs })))("$name of sizes $of", ({ name, of, inputs }) => {
    const length = written(name, of);
    const [ours, plain] = [byModule(name, of, inputs), byInterpreter(name, of, inputs)];
    if (!name.startsWith("sparse")) return expect([...ours]).toEqual([...plain]);
    for (let i = 0; i < length; i++) {
      if (Number.isNaN(plain[i])) expect(ours[i]).toBeNaN();
      else expect(Math.abs(ours[i]! - plain[i]!)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(plain[i]!)));
    }
  });

  it("are tested for every routine", () => {
    expect(new Set(cases.map(([name]) => name))).toEqual(new Set(Object.keys(routines)));
  });
});

describe("what the routines compute", () => {
  it.each(sizes)("the Cholesky factor of a matrix of %d rows: L Lᵀ = A, zero above the diagonal", (n) => {
    const a = definite(n, 1);
    const l = byInterpreter("cholesky", [n], [a]);
    const product = multiply(l, transposed(l, n, n), n, n, n);
    product.forEach((value, i) => expect(Math.abs(value - a[i]!)).toBeLessThan(1e-14 * n * n));
    l.forEach((value, at) => at % n > Math.floor(at / n) && expect(value).toBe(0));
    // Only the lower triangle is read.
    const half = a.map((value, at) => (at % n > Math.floor(at / n) ? NaN : value));
    expect(byInterpreter("cholesky", [n], [half])).toEqual(l);
  });

  it.each(sizes)("solutions with a triangle of %d rows, and with its transpose", (n) => {
    const l = lower(n, 5);
    const full = l.map((value) => (Number.isNaN(value) ? 0 : value));
    const b = numbers(n * 2, 6);
    const x = byInterpreter("solveLower", [n, 2], [l, b]);
    multiply(full, x, n, n, 2).forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 10));
    const y = byInterpreter("solveLowerTransposed", [n, 2], [l, b]);
    multiply(transposed(full, n, n), y, n, n, 2).forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 10));
  });

  it("products with each of the two transposed", () => {
    const [n, k, m] = [2, 3, 4];
    const [a, b] = [numbers(n * k, 1), numbers(k * m, 2)];
    const plain = multiply(a, b, n, k, m);
    const [at, bt] = [Float64Array.from(transposed(a, n, k)), Float64Array.from(transposed(b, k, m))];
    expect([...byInterpreter("matMul", [n, k, m, 0, 0], [a, b])]).toEqual(plain);
    expect([...byInterpreter("matMul", [n, k, m, 1, 0], [at, b])]).toEqual(plain);
    expect([...byInterpreter("matMul", [n, k, m, 0, 1], [a, bt])]).toEqual(plain);
    expect([...byInterpreter("matMul", [n, k, m, 1, 1], [at, bt])]).toEqual(plain);
  });

  it("products of any shape, to the rounding of sums in another order", () => {
    for (const [n, k, m] of products) {
      const [a, b] = [numbers(n * k, 1), numbers(k * m, 2)];
      const plain = multiply(a, b, n, k, m);
      const as = [a, Float64Array.from(transposed(a, n, k))];
      const bs = [b, Float64Array.from(transposed(b, k, m))];
      for (const [ta, left] of as.entries()) {
        for (const [tb, right] of bs.entries()) {
          const product = byInterpreter("matMul", [n, k, m, ta, tb], [left, right]);
          // Terms are below 1.
          plain.forEach((value, i) => expect(Math.abs(product[i]! - value)).toBeLessThan(k * k * 2e-16));
        }
      }
    }
  });

  it("a product of no terms is 0, and one without rows is nothing", () => {
    const none = new Float64Array(0);
    expect([...byModule("matMul", [2, 0, 3, 0, 0], [none, none])]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...byInterpreter("matMul", [2, 0, 3, 0, 0], [none, none])]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...byInterpreter("matMul", [0, 2, 1, 0, 0], [none, numbers(2, 1)])]).toEqual([]);
  });

  it("a product has NaN and infinities only in the entries that such numbers go into", () => {
    const [n, k] = [5, 6];
    const a = numbers(n * k, 1)
      .fill(NaN, 0, 1)
      .fill(Infinity, k, k + 1);
    const expected = multiply(a, numbers(k, 2), n, k, 1).map((value) => Number.isFinite(value));
    expect(expected).toEqual([false, false, true, true, true]);
    for (const [ta, values] of [a, Float64Array.from(transposed(a, n, k))].entries()) {
      const product = byModule("matMul", [n, k, 1, ta, 0], [values, numbers(k, 2)]);
      expect([...product].map(Number.isFinite)).toEqual(expected);
    }
  });

  it("running sums from either end, with and without the element itself; maxima by row", () => {
    const x = Float64Array.of(1, 2, 3, 10, 20, 30);
    expect([...byInterpreter("cumulativeSum", [2, 3, 0, 0], [x])]).toEqual([1, 3, 6, 10, 30, 60]);
    expect([...byInterpreter("cumulativeSum", [2, 3, 1, 0], [x])]).toEqual([0, 1, 3, 0, 10, 30]);
    expect([...byInterpreter("cumulativeSum", [2, 3, 0, 1], [x])]).toEqual([6, 5, 3, 60, 50, 30]);
    expect([...byInterpreter("cumulativeSum", [2, 3, 1, 1], [x])]).toEqual([5, 3, 0, 50, 30, 0]);
    expect([...byInterpreter("segmentMax", [2, 3], [Float64Array.of(-3, -1, -2, NaN, 5, 4)])]).toEqual([-1, NaN]);
  });
});

/** Both ways of evaluation against central differences with h = 1e-5, good to 1e-8 of the largest slope. */
function expectOwnGradient(position: readonly number[], density: Density): void {
  const expected = ownSlopes(position, density);
  const scale = Math.max(1, ...expected.map(Math.abs));
  for (const [, evaluate] of evaluators) {
    const { gradient } = evaluate(position, density);
    gradient.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(1e-8 * scale));
  }
}

describe("gradients", () => {
  /** A positive definite matrix made of parameters: M Mᵀ + n I, or M + Mᵀ + 4n I, which no product hides. */
  it.each([1, 2, 3, 5])("through factor, determinant and both solutions, with a matrix of %d rows", (n) => {
    const position = [...numbers(n * n + n, n)];
    expectOwnGradient(position, ({ position: p }) => {
      const m = tf().reshape(tf().slice(p, [0], [n * n]), [n, n]);
      const b = tf().slice(p, [n * n], [n]);
      const a = tf().add(tf().add(m, tf().transpose(m)), tf().mul(tf().eye(n), 4 * n));
      const l = cholesky(a);
      const whitened = triangularSolve(l, b);
      const weights = tf().tensor2d(scattered(n * n, 3), [n, n]);
      const terms = [
        tf().sum(tf().square(whitened)),
        logDeterminant(a),
        tf().sum(tf().mul(weights, l)),
        tf().sum(tf().exp(triangularSolve(l, tf().reshape(tf().concat([b, b]), [n, 2]), { transpose: true }))),
      ];
      return tf().sum(tf().stack(terms));
    });
  });

  it("through a long product, which is a routine, and both of its transposes", () => {
    const position = [...numbers(40, 2)];
    const b = scattered(13 * 20, 4);
    expectOwnGradient(position.slice(0, 20), ({ position: p }) => {
      const fixed = tf().tensor2d(b, [13, 20]);
      const wide = tf().matMul(tf().reshape(p, [20, 1]), tf().reshape(p, [1, 20]));
      const product = tf().matMul(fixed, wide);
      const back = tf().matMul(wide, fixed, true, true);
      return tf().mul(0.01, tf().add(tf().sum(tf().square(product)), tf().sum(tf().sin(back))));
    });
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("through running sums, exclusive %s and reversed %s, along either axis", (exclusive, reverse) => {
    expectOwnGradient([...numbers(12, 3)], ({ position: p }) => {
      const m = tf().reshape(p, [3, 4]);
      const along = tf().cumsum(m, 1, exclusive, reverse);
      const down = tf().cumsum(m, 0, exclusive, reverse);
      return tf().add(tf().sum(tf().square(along)), tf().sum(tf().sin(down)));
    });
  });

  it("through maxima and minima along either axis", () => {
    expectOwnGradient([...numbers(12, 3)], ({ position: p }) => {
      const m = tf().reshape(p, [3, 4]);
      const weights = tf().tensor1d([1, -2, 3, 0.5]);
      return tf().add(tf().sum(tf().mul(weights, tf().max(m, 0))), tf().sum(tf().square(tf().min(m, 1))));
    });
  });

  it("through products in batches", () => {
    expectOwnGradient([...numbers(12, 3)], ({ position: p }) => {
      const left = tf().reshape(p, [2, 2, 3]);
      return tf().sum(tf().sin(tf().matMul(left, left, false, true)));
    });
  });
});

describe("a matrix that is not positive definite", () => {
  it.each([2, 3, 4])("of %d rows has a density of -Infinity", (n) => {
    const density: Density = ({ position: p }) => {
      const m = tf().mul(tf().tensor2d(scattered(n * n, 3), [n, n]), tf().reshape(p, []));
      const a = tf().sub(tf().eye(n), tf().matMul(m, m, false, true));
      return tf().neg(logDeterminant(a));
    };
    expect(compiled([0.01], density).value).toBeGreaterThan(-1);
    expect(compiled([10], density).value).toBe(-Infinity);
    expect(interpreted([10], density).value).toBeNaN();
  });
});
