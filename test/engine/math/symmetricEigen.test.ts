import { describe, expect, it } from "vitest";
import { symmetricEigen, symmetricEigenvalues } from "../../../engine/math/symmetricEigen.js";
import { stream } from "../../../engine/random/stream.js";

/** B Bᵀ / columns of a random B, (n × columns): of rank `columns` where these are fewer than n. */
function crossProduct(n: number, columns: number, seed: string): Float64Array {
  const rng = stream(seed, "matrix");
  const b = Float64Array.from({ length: n * columns }, () => rng.normal());
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < columns; k++) out[i * n + j]! += (b[i * columns + k]! * b[j * columns + k]!) / columns;
    }
  }
  return out;
}

/** Largest entries of V diag(values) Vᵀ − A and of Vᵀ V − I. */
function errors(matrix: Float64Array, n: number): { product: number; orthogonal: number; values: Float64Array } {
  const { values, vectors } = symmetricEigen(matrix, n);
  let [product, orthogonal] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let [sum, along] = [0, i === j ? -1 : 0];
      for (let k = 0; k < n; k++) {
        sum += vectors[i * n + k]! * vectors[j * n + k]! * values[k]!;
        along += vectors[k * n + i]! * vectors[k * n + j]!;
      }
      product = Math.max(product, Math.abs(sum - matrix[i * n + j]!));
      orthogonal = Math.max(orthogonal, Math.abs(along));
    }
  }
  return { product, orthogonal, values };
}

const cases: readonly (readonly [string, number, Float64Array])[] = [
  ["of one row", 1, Float64Array.of(-3)],
  ["of two rows", 2, Float64Array.of(2, 1, 1, 2)],
  ["of zeros", 4, new Float64Array(16)],
  ["of ones", 30, new Float64Array(900).fill(1)],
  ["that is diagonal", 5, Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 3 - at / 6 : 0))],
  ["at random", 90, crossProduct(90, 95, "1")],
  ["of low rank", 80, crossProduct(80, 7, "2")],
  ["with huge entries", 20, crossProduct(20, 25, "3").map((x) => x * 1e200)],
  ["with tiny entries", 20, crossProduct(20, 25, "4").map((x) => x * 1e-200)],
];

describe("symmetricEigen", () => {
  it.each(cases)("decomposes a matrix %s to a few ulp of its largest eigenvalue, values ascending", (_, n, matrix) => {
    const { product, orthogonal, values } = errors(matrix, n);
    const scale = Math.max(...values.map(Math.abs));
    // Backward error of reflections and rotations, which grows like a small multiple of √n ulp.
    expect(product).toBeLessThanOrEqual(1e-14 * scale);
    expect(orthogonal).toBeLessThan(2e-14);
    expect(values).toEqual(values.slice().sort());
  });

  it("finds the eigenvalues 2 − 2 cos(kπ / (n + 1)) of a path's Laplacian with closed ends", () => {
    const n = 40;
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const distance = Math.abs(Math.floor(at / n) - (at % n));
      return distance === 0 ? 2 : distance === 1 ? -1 : 0;
    });
    const { values } = symmetricEigen(matrix, n);
    values.forEach((value, k) => {
      expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThan(1e-14);
    });
  });

  it("gives values alone as it gives them with vectors", () => {
    for (const [, n, matrix] of cases)
      expect(symmetricEigenvalues(matrix, n)).toEqual(symmetricEigen(matrix, n).values);
  });

  it("reads the lower triangle only, and leaves the matrix as it is", () => {
    const matrix = crossProduct(6, 8, "5");
    const spoilt = matrix.map((x, at) => (at % 6 > Math.floor(at / 6) ? NaN : x));
    const before = spoilt.slice();
    expect(symmetricEigen(spoilt, 6)).toEqual(symmetricEigen(matrix, 6));
    expect(spoilt).toEqual(before);
  });

  it("turns each vector so that its largest entry is positive", () => {
    const { vectors } = symmetricEigen(crossProduct(12, 15, "6"), 12);
    for (let k = 0; k < 12; k++) {
      const axis = Array.from({ length: 12 }, (_, i) => vectors[i * 12 + k]!);
      expect(Math.max(...axis)).toBe(Math.max(...axis.map(Math.abs)));
    }
  });

  it("refuses a matrix with an entry that is not finite", () => {
    expect(() => symmetricEigen(Float64Array.of(1, 0, NaN, 1), 2)).toThrow("(1, 0)");
    expect(() => symmetricEigenvalues(Float64Array.of(1, 0, 0, Infinity), 2)).toThrow("(1, 1)");
  });
});
