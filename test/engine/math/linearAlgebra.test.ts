import { describe, expect, it } from "vitest";
import { cholesky } from "../../../engine/math/cholesky.js";
import { logDeterminant } from "../../../engine/math/logDeterminant.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { stream } from "../../../engine/random/stream.js";

const n = 9;

/** A random positive definite matrix B Bᵀ + I. */
function randomMatrix(seed: string): Float64Array {
  const rng = stream(seed, "matrix");
  const b = Float64Array.from({ length: n * n }, () => rng.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) sum += b[i * n + k]! * b[j * n + k]!;
    return sum;
  });
}

const times = (m: Float64Array, x: Float64Array, transposed: boolean) =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + m[transposed ? j * n + i : i * n + j]! * value, 0));

describe.each(["1", "2", "3"])("a random matrix %s", (seed) => {
  const matrix = randomMatrix(seed);
  const factor = cholesky(matrix, n);

  it("is the product of its Cholesky factor and the transpose", () => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
        // Backward error of a Cholesky factor: n ulp of the diagonal, which is below 40.
        expect(Math.abs(sum - matrix[i * n + j]!)).toBeLessThan(1e-13);
        if (j > i) expect(factor[i * n + j]).toBe(0);
      }
    }
  });

  it("gives back what was solved for, in both forms and in place", () => {
    const rng = stream(seed, "vector");
    const x = Float64Array.from({ length: n }, () => rng.normal());
    for (const form of ["lower", "transposed"] as const) {
      const b = times(factor, x, form === "transposed");
      const solution = solveTriangular(factor, b, form);
      solution.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 11));
      expect(solveTriangular(factor, b, form, b)).toBe(b);
      expect(b).toEqual(solution);
    }
  });

  it("may be factored in place, upper triangle unread", () => {
    const spoilt = matrix.map((value, at) => (at % n > Math.floor(at / n) ? NaN : value));
    expect(cholesky(spoilt, n, spoilt)).toEqual(factor);
  });
});

describe("logDeterminant", () => {
  it("is log 16 for [[4, 2], [2, 5]]", () => {
    expect(logDeterminant(cholesky(Float64Array.of(4, 2, 2, 5), 2), 2)).toBeCloseTo(Math.log(16), 14);
  });
});

describe("a matrix that is not positive definite", () => {
  it("has a factor and a log determinant of NaN", () => {
    for (const entries of [
      [1, 2, 2, 1],
      [0, 0, 0, 1],
      [-1, 0, 0, 1],
      [NaN, 0, 0, 1],
      [Infinity, 0, 0, 1],
    ]) {
      const factor = cholesky(Float64Array.from(entries), 2);
      expect(factor).toEqual(Float64Array.of(NaN, NaN, NaN, NaN));
      expect(logDeterminant(factor, 2)).toBeNaN();
    }
  });
});
