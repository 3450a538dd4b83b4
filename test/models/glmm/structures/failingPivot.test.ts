import { expect, it } from "vitest";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { stream } from "../../../../engine/random/stream.js";
import { failingPivot } from "../../../../models/glmm/structures/failingPivot.js";

/** B Bᵀ of normal B (n × rank). */
function gram(n: number, rank: number): Float64Array {
  const rng = stream("4", "gram", String(n));
  const b = Float64Array.from({ length: n * rank }, () => rng.normal());
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < rank; k++) out[i * n + j]! += b[i * rank + k]! * b[j * rank + k]!;
  return out;
}

it("there is none where the matrix has a Cholesky factor, whatever its size", () => {
  for (const n of [1, 2, 15, 16, 17, 33, 50]) expect(failingPivot(gram(n, n + 2), n)).toBeUndefined();
});

it("is that of the first row that follows from those before it", () => {
  for (const rank of [1, 15, 16, 17, 31]) expect(failingPivot(gram(40, rank), 40)!.row).toBe(rank);
});

it("is the variance of the row given those before it", () => {
  const n = 40;
  for (const row of [0, 7, 16, 39]) {
    const matrix = gram(n, 60);
    const last = cholesky(matrix, n)[row * n + row]! ** 2;
    matrix[row * n + row]! -= last + 2.5;
    const failing = failingPivot(matrix, n)!;
    expect(failing.row).toBe(row);
    // Entries are some 60, known to 1e-14.
    expect(Math.abs(failing.variance + 2.5)).toBeLessThan(1e-11);
  }
});

it("is one that is no number", () => {
  expect(failingPivot(Float64Array.of(1, 0, 0, NaN), 2)!.row).toBe(1);
});
