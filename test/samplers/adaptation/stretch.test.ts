import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { coverage, effectiveDraws, emptyStretch, joined, observeDraw } from "../../../samplers/adaptation/stretch.js";
import { autoregressiveNormal } from "../support/densities.js";
import { autoregression } from "./autoregression.js";

describe("effectiveDraws", () => {
  it("is n (1 - ρ) / (1 + ρ) for autoregressions of order 1, and never more than n", () => {
    for (const [persistence, expected] of [
      [0, 1],
      [0.5, 1 / 3],
      [0.9, 1 / 19],
      [-0.5, 1],
    ]) {
      const stretch = autoregression("1", 20_000, { persistence });
      for (let i = 0; i < 5; i++) {
        // The correlation is known to about 0.007, which is 7 % of 1 - ρ at 0.9; at 0 half the stretches fall short of n.
        expect(effectiveDraws(stretch, i) / 20_000 / expected).toBeGreaterThan(0.8);
        expect(effectiveDraws(stretch, i) / 20_000 / expected).toBeLessThan(1.2);
        expect(effectiveDraws(stretch, i)).toBeLessThanOrEqual(20_000);
      }
    }
  });

  it("knows the log density too, whose correlation is the square of that of the coordinates", () => {
    const stretch = autoregression("2", 20_000, { persistence: 0.8 });
    expect(effectiveDraws(stretch, 5) / 20_000 / (0.36 / 1.64)).toBeCloseTo(1, 0.7);
  });

  it("is 0 for a chain that does not move", () => {
    const stretch = emptyStretch(1);
    const state = { position: Float64Array.of(1), gradient: Float64Array.of(2), logDensity: 3 };
    for (let n = 0; n < 10; n++) observeDraw(stretch, state, false);
    expect(effectiveDraws(stretch, 0)).toBe(0);
    expect(effectiveDraws(stretch, 1)).toBe(0);
  });
});

describe("coverage", () => {
  it("is 1 for draws of a correlated normal, whatever its scales", () => {
    const density = autoregressiveNormal([5, -3], [0.1, 40], 0.9);
    const rng = stream("3", "pairs");
    const stretch = emptyStretch(2);
    for (let n = 0; n < 20_000; n++) {
      const a = rng.normal();
      const position = Float64Array.of(5 + 0.1 * a, -3 + 40 * (0.9 * a + Math.sqrt(0.19) * rng.normal()));
      const gradient = new Float64Array(2);
      const logDensity = density.evaluate(position, gradient);
      observeDraw(stretch, { position, gradient, logDensity }, false);
    }
    // The product of two normals of covariance 1 and correlation -√0.19 has sd √(1 + 1 / 0.19) = 2.5; over √20000, 0.018.
    for (const i of [0, 1]) expect(Math.abs(coverage(stretch, i) - 1)).toBeLessThan(0.09);
  });

  it("is the share of the variance that has been seen", () => {
    expect(coverage(autoregression("4", 20_000, { scale: 0.5 }), 0)).toBeCloseTo(0.25, 1);
  });
});

describe("joined", () => {
  it("is what one stretch over all draws would be, but for the jump between them, and leaves its parts alone", () => {
    const whole = emptyStretch(5);
    const parts = [autoregression("5", 30, { centre: 2 }, whole), autoregression("6", 50, { scale: 3 }, whole)];
    const before = JSON.stringify(parts);
    const both = joined(parts[0], parts[1]);
    expect(JSON.stringify(parts)).toBe(before);
    expect(both.draws.count).toBe(80);
    expect(both.last).toEqual(whole.last);
    for (const key of ["draws", "gradients", "logDensity"] as const) {
      both[key].mean.forEach((value, i) => expect(value).toBeCloseTo(whole[key].mean[i], 12));
      // Sums of up to 3,000, with a few dozen roundings each.
      both[key].squares.forEach((value, i) => expect(value / whole[key].squares[i]).toBeCloseTo(1, 12));
    }
    both.products.forEach((value, i) => expect(value / whole.products[i]).toBeCloseTo(1, 12));
    both.jumps.forEach((value, i) => expect(value).toBeLessThanOrEqual(whole.jumps[i] * (1 + 1e-12)));
  });

  it("adds up divergences", () => {
    const state = { position: Float64Array.of(1), gradient: Float64Array.of(2), logDensity: 3 };
    const parts = [true, false].map((divergent) => {
      const stretch = emptyStretch(1);
      observeDraw(stretch, state, divergent);
      return stretch;
    });
    expect(joined(parts[0], parts[1]).divergences).toBe(1);
  });
});
