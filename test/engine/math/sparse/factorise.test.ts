import { describe, expect, it } from "vitest";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { analysePattern } from "../../../../engine/math/sparse/analysePattern.js";
import type { FactorPattern } from "../../../../engine/math/sparse/FactorPattern.js";
import {
  factorise,
  factoriseAdjoint,
  logDeterminant,
  selectedInverse,
} from "../../../../engine/math/sparse/factorise.js";
import { factorTable, structureOf, tableLength } from "../../../../engine/math/sparse/factorTable.js";
import { negativeOuter, solveLower, solveLowerTransposed } from "../../../../engine/math/sparse/solveFactor.js";
import { solveTriangular } from "../../../../engine/math/solveTriangular.js";
import { scattered } from "../../../support/models.js";
import { cases, definiteValues, denseMatrix, patternOf } from "./patterns.js";

/** A factor's values as a whole matrix, row by row. */
function written({ size, columnStart, rowIndex }: FactorPattern, factor: ArrayLike<number>): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let p = columnStart[j]!; p < columnStart[j + 1]!; p++) matrix[rowIndex[p]! * size + j] = factor[p]!;
  }
  return matrix;
}

const numbers = (length: number, seed: number) => Float64Array.from(scattered(length, seed), (u) => 2 * u - 1);
const close = (a: ArrayLike<number>, b: ArrayLike<number>, within: number) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThanOrEqual(within);
};

describe.each(cases)("with %s", (_, pattern) => {
  const analysed = analysePattern(pattern);
  const values = definiteValues(pattern);
  const factor = factorise(analysed, values);
  const whole = denseMatrix(pattern, values, analysed.order);
  const expected = cholesky(whole, pattern.size);
  const { size } = pattern;
  // Sums of at most some twenty products of numbers below 20.
  const rounding = 1e-13;

  it("the factor is that of the dense matrix in the order of elimination", () => {
    close(written(analysed, factor), expected, rounding);
  });

  it("the structure survives its table", () => {
    const table = factorTable(analysed);
    expect(table.length).toBe(tableLength(analysed));
    expect(factorise(structureOf(table, analysed), values)).toEqual(factor);
  });

  it("the logarithm of the determinant is that of the dense factor", () => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += 2 * Math.log(expected[i * size + i]!);
    expect(logDeterminant(analysed, factor)).toBeCloseTo(sum, 11);
  });

  it("solutions are those with the dense factor, also in the memory of the right side", () => {
    const b = numbers(size, 7);
    const x = solveTriangular(expected, b);
    const y = solveTriangular(expected, b, "transposed");
    close(solveLower(analysed, factor, b), x, rounding);
    close(solveLowerTransposed(analysed, factor, b), y, rounding);
    const [left, right] = [b.slice(), b.slice()];
    close(solveLower(analysed, factor, left, left), x, rounding);
    close(solveLowerTransposed(analysed, factor, right, right), y, rounding);
  });

  it("the outer product is minus u vᵀ where the factor is", () => {
    const [u, v] = [numbers(size, 2), numbers(size, 3)];
    const outer = written(analysed, negativeOuter(analysed, u, v));
    const there = written(analysed, new Float64Array(analysed.factorEntries).fill(1));
    close(
      outer,
      there.map((one, at) => -one * u[Math.floor(at / size)]! * v[at % size]!),
      0,
    );
  });

  it("the inverse where the matrix has entries is that of the dense matrix", () => {
    const inverse = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      const unit = new Float64Array(size);
      unit[j] = 1;
      inverse.set(solveTriangular(expected, solveTriangular(expected, unit), "transposed"), j * size);
    }
    const own = denseMatrix(pattern, selectedInverse(analysed, factor), analysed.order);
    const there = denseMatrix(pattern, new Float64Array(values.length).fill(1), analysed.order);
    close(
      own,
      inverse.map((value, at) => value * there[at]!),
      rounding,
    );
  });

  it("the adjoint is the derivative by every entry of the matrix", () => {
    const weights = numbers(analysed.factorEntries, 4);
    const bar = factoriseAdjoint(analysed, factor, weights);
    const total = (moved: Float64Array) => factorise(analysed, moved).reduce((sum, l, p) => sum + l * weights[p]!, 0);
    const h = 1e-5;
    for (let e = 0; e < values.length; e++) {
      const [up, down] = [values.slice(), values.slice()];
      up[e]! += h;
      down[e]! -= h;
      // Central differences: h² of the third derivative, and rounding over h.
      expect(Math.abs(bar[e]! - (total(up) - total(down)) / (2 * h))).toBeLessThan(2e-8);
    }
  });
});

describe("a matrix that is not positive definite", () => {
  const pattern = patternOf(3, [
    [0, 1],
    [1, 2],
  ]);
  const analysed = analysePattern(pattern, { order: Int32Array.of(0, 1, 2) });
  const diagonal = pattern.rows.map((row, e) => (row === pattern.columns[e] ? 1 : 0));
  const values = (off: number) => Float64Array.from(diagonal, (one) => (one ? 1 : off));

  it("gives NaN in the factor, in what follows of it and in the adjoint", () => {
    // 1 − 2 · 0.7² is positive nowhere; 1 − 1² is zero.
    for (const off of [0.9, 1, NaN, Infinity]) {
      const factor = factorise(analysed, values(off));
      expect(logDeterminant(analysed, factor)).toBeNaN();
      expect(solveLower(analysed, factor, [1, 1, 1]).some(Number.isNaN)).toBe(true);
      expect(factoriseAdjoint(analysed, factor, new Float64Array(5).fill(1)).some(Number.isNaN)).toBe(true);
    }
    expect(logDeterminant(analysed, factorise(analysed, values(0.5)))).toBeCloseTo(Math.log(0.5), 12);
  });

  it("of one row likewise", () => {
    const one = analysePattern(patternOf(1, []));
    for (const value of [0, -1, NaN, Infinity, -Infinity])
      expect(factorise(one, [value])).toEqual(Float64Array.of(NaN));
    expect(factorise(one, [4])).toEqual(Float64Array.of(2));
  });
});
