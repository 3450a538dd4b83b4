import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { inverseRoot } from "../../../samplers/optimise/inverseRoot.js";

describe("inverseRoot", () => {
  it("is lower triangular and turns a random precision of size 1 to 8 into the identity", () => {
    const rng = stream("1", "precisions");
    for (let size = 1; size <= 8; size++) {
      const a = Float64Array.from({ length: size * size }, () => rng.normal());
      const h = new Float64Array(size * size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          h[i * size + j] = i === j ? 0.5 : 0;
          for (let k = 0; k < size; k++) h[i * size + j] += a[i * size + k] * a[j * size + k];
        }
      const f = inverseRoot(h, size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          if (j > i) expect(f[i * size + j]).toBe(0);
          let product = 0;
          for (let k = 0; k < size; k++)
            for (let l = 0; l < size; l++) product += f[k * size + i] * h[k * size + l] * f[l * size + j];
          // The condition number is at most about 100.
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
        }
    }
  });

  it("falls back to the diagonal where the matrix is not positive definite, and to 1 where that is no help", () => {
    expect([...inverseRoot(Float64Array.of(4, 10, 10, 4), 2)]).toEqual([0.5, 0, 0, 0.5]);
    expect([...inverseRoot(Float64Array.of(4, 0, 0, 0, -1, 0, 0, 0, NaN), 3)]).toEqual([0.5, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect([...inverseRoot(Float64Array.of(Infinity), 1)]).toEqual([1]);
  });
});
