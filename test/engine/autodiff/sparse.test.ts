import { beforeAll, describe, expect, it } from "vitest";
import {
  cholesky,
  diagonal,
  factorDiagonal,
  loadTensorflow,
  sparseCholesky,
  sparseSolve,
  tf,
  triangularSolve,
  type Tensor,
} from "../../../engine/autodiff/ops.js";
import type { TraceContext } from "../../../engine/autodiff/trace.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import type { FactorPattern } from "../../../engine/math/sparse/FactorPattern.js";
import { factorTable, tableParts } from "../../../engine/math/sparse/factorTable.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import { scattered } from "../../support/models.js";
import { arrow, cases, definiteValues, patternOf } from "../math/sparse/patterns.js";
import { compiled, evaluators, interpreted, ownSlopes, traceDensity, type Density } from "./density.js";

beforeAll(() => loadTensorflow());

const numbers = (length: number, seed: number) => Float64Array.from(scattered(length, seed), (u) => 2 * u - 1);
const vector = (values: ArrayLike<number>) => tf().tensor1d(Array.from(values));
const total = (terms: Tensor[]) => tf().sum(tf().stack(terms));

/** The position: changes of the entries of A, then a right side b. */
const parts = (p: Tensor, entries: number, size: number) => [
  tf().slice(p, [0], [entries]),
  tf().slice(p, [entries], [size]),
];

/** Something of factor, determinant and both solutions, from a factor's parts in the order of elimination. */
function measure(diagonalOfL: Tensor, lower: Tensor, upper: Tensor, b: Tensor): Tensor {
  return total([
    tf().sum(tf().log(diagonalOfL)),
    tf().mul(-0.5, tf().sum(tf().square(lower))),
    tf().sum(tf().sin(upper)),
    tf().sum(tf().mul(b, upper)),
  ]);
}

function sparse(pattern: SymmetricPattern, analysed: FactorPattern): Density {
  const values = definiteValues(pattern);
  return (context: TraceContext) => {
    const table = context.integers("pattern", factorTable(analysed));
    const [moved, b] = parts(context.position, values.length, pattern.size);
    const l = sparseCholesky(tf().add(vector(values), tf().mul(0.1, moved!)), table, analysed);
    const lower = sparseSolve(l, b!, table, analysed);
    const upper = sparseSolve(l, lower, table, analysed, { transpose: true });
    return measure(factorDiagonal(l, table, analysed), lower, upper, b!);
  };
}

/** The same by dense matrices. */
function whole(pattern: SymmetricPattern, analysed: FactorPattern): Density {
  const values = definiteValues(pattern);
  const { size } = pattern;
  const inverse = new Int32Array(size);
  analysed.order.forEach((row, k) => (inverse[row] = k));
  // Each place of the matrix takes its entry, or a zero that is put after them all.
  const places = new Int32Array(size * size).fill(values.length);
  pattern.rows.forEach((row, e) => {
    const [i, j] = [inverse[row]!, inverse[pattern.columns[e]!]!];
    places[i * size + j] = places[j * size + i] = e;
  });
  return ({ position }) => {
    const [moved, b] = parts(position, values.length, size);
    const entries = tf().concat([tf().add(vector(values), tf().mul(0.1, moved!)), tf().zeros([1])]);
    const a = tf().reshape(tf().gather(entries, tf().tensor1d(places, "int32")), [size, size]);
    const l = cholesky(a);
    const lower = triangularSolve(l, b!);
    return measure(diagonal(l), lower, triangularSolve(l, lower, { transpose: true }), b!);
  };
}

describe.each(cases)("a density with the factor of %s", (_, pattern) => {
  const analysed = analysePattern(pattern);
  const position = [...numbers(analysed.entries + analysed.size, 3)];

  it("and its gradient are those of the dense factor, compiled and interpreted", () => {
    const expected = interpreted(position, whole(pattern, analysed));
    for (const [, evaluate] of evaluators) {
      const { value, gradient } = evaluate(position, sparse(pattern, analysed));
      expect(Math.abs(value - expected.value)).toBeLessThan(1e-11);
      gradient.forEach((slope, i) => expect(Math.abs(slope - expected.gradient[i]!)).toBeLessThan(1e-11));
    }
  });
});

// The dense factor's slopes are tested elsewhere: a few patterns are enough.
describe.each(cases.filter(([, { size }]) => size < 15))("a density with the factor of %s", (_, pattern) => {
  const analysed = analysePattern(pattern);
  const position = [...numbers(analysed.entries + analysed.size, 3)];

  it("has the slopes of central differences", () => {
    const expected = ownSlopes(position, sparse(pattern, analysed));
    const { gradient } = compiled(position, sparse(pattern, analysed));
    // h = 1e-5: its square, and rounding of sums of some tens over it.
    gradient.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(1e-8));
  });
});

describe("the table of a pattern", () => {
  const chain = patternOf(4, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  const star = patternOf(4, [
    [0, 1],
    [0, 2],
    [0, 3],
  ]);
  const [first, second] = [chain, star].map((pattern) => analysePattern(pattern)) as [FactorPattern, FactorPattern];
  const position = Float64Array.from(numbers(11, 3));

  it("may be set to another of the same sizes without a new trace", () => {
    expect([first.entries, first.factorEntries]).toEqual([second.entries, second.factorEntries]);
    const values = Float64Array.of(4, 4, 4, 4, 1, 1, 1);
    const density = (own: FactorPattern): Density => {
      return (context) => {
        const table = context.integers("pattern", factorTable(own));
        const [moved, b] = parts(context.position, 7, 4);
        const l = sparseCholesky(tf().add(vector(values), moved!), table, own);
        return measure(
          factorDiagonal(l, table, own),
          sparseSolve(l, b!, table, own),
          sparseSolve(l, b!, table, own, { transpose: true }),
          b!,
        );
      };
    };
    const expected = new Float64Array(11);
    const gradient = new Float64Array(11);
    const value = load(compile(traceDensity(11, density(second)))).evaluate(position, expected);
    const graph = traceDensity(11, density(first));
    for (const model of [load(compile(graph)), interpret(graph)]) {
      expect(model.evaluate(position, gradient)).not.toBeCloseTo(value, 3);
      model.set("pattern", factorTable(second));
      expect(model.evaluate(position, gradient)).toBeCloseTo(value, 13);
      gradient.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 13));
    }
  });

  it("is refused where a number lies outside of its part, and what was there stays", () => {
    const model = load(compile(traceDensity(11, sparse(chain, first))));
    const scratch = new Float64Array(11);
    const value = model.evaluate(position, scratch);
    const table = factorTable(first);
    table.forEach((number, at) => {
      for (const wrong of [-1, 0.5, NaN, first.factorEntries + 1]) {
        const changed = Float64Array.from(table);
        changed[at] = wrong;
        expect(() => model.set("pattern", changed), `${number} at ${at} became ${wrong}`).toThrow(/whole number/);
      }
    });
    expect(model.evaluate(position, scratch)).toBe(value);
  });

  it.each(cases)("never makes the code run on or leave its memory, whatever its numbers: %s", (_, pattern) => {
    const own = analysePattern(pattern);
    const position = numbers(own.entries + own.size, 3);
    const model = load(compile(traceDensity(position.length, sparse(pattern, own))));
    const [expected, gradient] = [position.slice(), position.slice()];
    const value = model.evaluate(position, expected);
    const table = factorTable(own);
    const bounds = Object.values(tableParts(own)).flatMap(({ length, below }) => Array<number>(length).fill(below));
    // Starts of columns are places, but for the last.
    bounds.fill(own.factorEntries, 0, own.size);
    for (let seed = 1; seed <= 10; seed++) {
      const picks = scattered(table.length, seed);
      // All of them as large as they may be, or any that they may be.
      model.set(
        "pattern",
        seed === 1 ? bounds.map((below) => below - 1) : bounds.map((below, at) => Math.floor(picks[at]! * below)),
      );
      model.evaluate(position, gradient);
    }
    model.set("pattern", table);
    // Nothing else was written over.
    expect(model.evaluate(position, gradient)).toBe(value);
    expect(gradient).toEqual(expected);
  });
});

describe("a matrix that is not positive definite", () => {
  it.each(cases.filter(([, { size }]) => size > 1))("has a density of -Infinity: %s", (_, pattern) => {
    const analysed = analysePattern(pattern);
    const position = [...numbers(analysed.entries + analysed.size, 3)];
    // The last row's diagonal entry, changed by a tenth of this, is far below zero.
    position[pattern.rows.findLastIndex((row, e) => row === pattern.columns[e])] = -1000;
    expect(compiled(position, sparse(pattern, analysed)).value).toBe(-Infinity);
    expect(interpreted(position, sparse(pattern, analysed)).value).toBeNaN();
  });
});

describe("values of a factor that were computed on", () => {
  it("may be solved with: 2 L x = b has half the solution of L x = b, and the slopes of central differences", () => {
    const pattern = arrow(4, 2, 1);
    const analysed = analysePattern(pattern);
    const values = definiteValues(pattern);
    const position = [...numbers(analysed.entries + analysed.size, 3)];
    const density =
      (by: number): Density =>
      (context) => {
        const table = context.integers("pattern", factorTable(analysed));
        const [moved, b] = parts(context.position, values.length, pattern.size);
        const l = tf().mul(by, sparseCholesky(tf().add(vector(values), tf().mul(0.1, moved!)), table, analysed));
        const lower = sparseSolve(l, b!, table, analysed);
        return tf().sum(tf().mul(b!, sparseSolve(l, lower, table, analysed, { transpose: true })));
      };
    const expected = ownSlopes(position, density(2));
    for (const [, evaluate] of evaluators) {
      const { value, gradient } = evaluate(position, density(2));
      expect(value).toBeCloseTo(evaluate(position, density(1)).value / 4, 13);
      gradient.forEach((slope, i) => expect(Math.abs(slope - expected[i]!)).toBeLessThan(1e-9));
    }
  });
});
