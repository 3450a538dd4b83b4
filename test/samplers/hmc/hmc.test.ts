import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { unitMetric } from "../../../samplers/hamiltonian/metric.js";
import { hmc } from "../../../samplers/hmc/hmc.js";
import { counted, halfNormal, standardNormal } from "../support/densities.js";
import { expectInvariance } from "../support/invariance.js";

describe("hmc", () => {
  it("leaves its target invariant: one step from 10,000 exact draws (each test at the rate 1e-4)", () => {
    expectInvariance((density) => hmc(density, { integrationTime: 2, stepSizeJitter: 0 }), 0.9, "21");
    expectInvariance((density) => hmc(density, { integrationTime: 1.5, stepSizeJitter: 0.5 }), 0.5, "22");
  });

  it("takes integrationTime / stepSize leapfrog steps, at least one, with one gradient each", () => {
    const density = counted(standardNormal(2));
    const kernel = hmc(density, { integrationTime: 1, stepSizeJitter: 0 });
    const state = { position: Float64Array.of(1, 0), logDensity: -0.5, gradient: Float64Array.of(-1, 0) };
    for (const [stepSize, steps] of [
      [0.1, 10],
      [0.24, 4],
      [3, 1],
    ]) {
      density.evaluations = 0;
      expect(kernel.step(stream("1"), state, { stepSize, metric: unitMetric(2) }).info.numLeapfrog).toBe(steps);
      expect(density.evaluations).toBe(steps);
    }
  });

  it("follows the exact flow: after a quarter of a period position and momentum have changed places", () => {
    const kernel = hmc(standardNormal(1), { integrationTime: Math.PI / 2, stepSizeJitter: 0 });
    const momentum = stream("5").normal();
    const state = { position: Float64Array.of(0.7), logDensity: -0.245, gradient: Float64Array.of(-0.7) };
    const { state: next, info } = kernel.step(stream("5"), state, { stepSize: Math.PI / 2000, metric: unitMetric(1) });
    // The leapfrog's phase error is T ε² / 24 = 1.6e-7.
    expect(next.position[0]).toBeCloseTo(momentum, 5);
    expect(info.acceptanceRate).toBeCloseTo(1, 6);
    expect(info.energy).toBeCloseTo(0.5 * (momentum * momentum + 0.49), 6);
  });

  it("stops at a point whose density is not finite, with its cause, and stays", () => {
    const kernel = hmc(halfNormal(1, "-Infinity"), { integrationTime: 2, stepSizeJitter: 0 });
    const state = { position: Float64Array.of(0.01), logDensity: -0.00005, gradient: Float64Array.of(-0.01) };
    const infos = Array.from({ length: 40 }, (_, n) =>
      kernel.step(stream("1", n), state, { stepSize: 0.1, metric: unitMetric(1) }),
    );
    const rejected = infos.filter(({ info }) => info.rejection !== undefined);
    expect(rejected.length).toBeGreaterThan(10);
    for (const { state: next, info } of rejected) {
      expect(next).toBe(state);
      expect(info).toMatchObject({ rejection: "the log density was -Infinity", divergent: true, acceptanceRate: 0 });
      expect(info.numLeapfrog).toBeLessThan(20);
    }
  });
});
