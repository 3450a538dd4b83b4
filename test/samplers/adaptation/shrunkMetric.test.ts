import { describe, expect, it } from "vitest";
import { shrunkMetric } from "../../../samplers/adaptation/shrunkMetric.js";
import { emptyStretch, observeDraw } from "../../../samplers/adaptation/stretch.js";
import { diagonalMetric, unitMetric } from "../../../samplers/hamiltonian/metric.js";
import { mean } from "../support/statistics.js";
import { autoregression } from "./autoregression.js";

describe("shrunkMetric", () => {
  it("keeps a guess that is right: the noise of 40 draws moves it by less than three quarters of their error", () => {
    const stretch = autoregression("1", 40, { dimension: 300 });
    const { inverse } = shrunkMetric(stretch, unitMetric(300), "variance");
    const rms = Math.sqrt(mean(inverse.map((v) => Math.log(v) ** 2)));
    // The logarithm of a variance of 40 draws has sd √(2 / 39) = 0.23.
    expect(rms).toBeLessThan(0.17);
    expect(Math.max(...inverse.map((v) => Math.abs(Math.log(v))))).toBeGreaterThan(0.2);
  });

  it("replaces a guess that is wrong by a factor of 1,000 after 8 draws", () => {
    const stretch = autoregression("2", 8);
    for (const wrong of [1e-3, 1e3]) {
      const guess = diagonalMetric(new Float64Array(5).fill(wrong));
      for (const v of shrunkMetric(stretch, guess, "variance").inverse) {
        // 7 degrees of freedom: within a factor of 5.
        expect(Math.abs(Math.log(v))).toBeLessThan(Math.log(5));
      }
    }
  });

  it("is free of noise for independent normals when it has their gradients: all coordinates move alike", () => {
    const guess = diagonalMetric(new Float64Array(5).fill(100));
    const { inverse } = shrunkMetric(autoregression("3", 40), guess, "gradient");
    // √(Var x / Var ∂log p) is 1 exactly; σ² = 1/40 at most against (log 100)² = 21 leaves log 100 · 0.0012, more where
    // the draws are worth fewer.
    for (const v of inverse) expect(Math.abs(Math.log(v))).toBeLessThan(0.02);
  });

  it("keeps what it had where nothing varies", () => {
    const stretch = emptyStretch(1);
    const previous = diagonalMetric(Float64Array.of(7));
    for (const estimate of ["variance", "gradient"] as const) {
      expect([...shrunkMetric(stretch, previous, estimate).inverse]).toEqual([7]);
    }
    const state = { position: Float64Array.of(1), gradient: Float64Array.of(2), logDensity: 3 };
    for (let n = 0; n < 5; n++) observeDraw(stretch, state, false);
    for (const estimate of ["variance", "gradient"] as const) {
      expect([...shrunkMetric(stretch, previous, estimate).inverse]).toEqual([7]);
    }
  });
});
