import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../engine/core/LogDensity.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { stream } from "../../../engine/random/stream.js";
import { diagonalMetric, unitMetric } from "../../../samplers/hamiltonian/metric.js";
import type { ChainState } from "../../../samplers/kernel.js";
import { nuts } from "../../../samplers/nuts/nuts.js";
import { autoregressiveNormal, counted, halfNormal, standardNormal } from "../support/densities.js";
import { expectInvariance } from "../support/invariance.js";
import { recursiveNuts } from "./recursiveNuts.js";

const options = { maxTreeDepth: 10, stepSizeJitter: 0 };

function stateOf(density: LogDensity, position: ArrayLike<number>): ChainState {
  const at = Float64Array.from(position);
  const gradient = new Float64Array(at.length);
  return { position: at, logDensity: density.evaluate(at, gradient), gradient };
}

/** Remembers what was drawn, in order. */
function recorded(rng: Rng) {
  const normals: number[] = [];
  const uniforms: number[] = [];
  const words: number[] = [];
  const kept = (list: number[], value: number) => (list.push(value), value);
  return {
    normals,
    uniforms,
    words,
    bits: () => kept(words, rng.bits()),
    uniform: () => kept(uniforms, rng.uniform()),
    normal: () => kept(normals, rng.normal()),
  };
}

describe("nuts", () => {
  it("agrees with the recursive definition in plain momenta, transition by transition", () => {
    const density = autoregressiveNormal([0, 1, -2, 0.5], [1, 0.2, 3, 1], 0.8);
    const inverse = [0.8, 0.1, 4, 2];
    const kernel = nuts(density, { maxTreeDepth: 6, stepSizeJitter: 0 });
    let state = stateOf(density, [0.3, 1, -1, 0]);
    const seen = new Set<number>();
    for (let n = 0; n < 400; n++) {
      const rng = recorded(stream("7", "recursive", n));
      // From divergent to many small steps.
      const stepSize = [1.9, 0.9, 0.45, 0.2, 0.06][n % 5];
      const before = state;
      const transition = kernel.step(rng, before, { stepSize, metric: diagonalMetric(Float64Array.from(inverse)) });
      const asked = rng.uniforms.values();
      const expected = recursiveNuts(
        density,
        inverse,
        stepSize,
        6,
        [...before.position],
        rng.normals.map((r, i) => r / Math.sqrt(inverse[i])),
        rng.words[0],
        (probability) => (asked.next().value as number) < probability,
      );
      state = transition.state;
      seen.add(expected.depth);
      expect(transition.info.treeDepth).toBe(expected.depth);
      expect(transition.info.numLeapfrog).toBe(expected.steps);
      // Both round 64 leapfrog steps in different order.
      expect(transition.info.energy).toBeCloseTo(expected.energy, 9);
      expected.q.forEach((q, i) => expect(state.position[i]).toBeCloseTo(q, 9));
      expect(asked.next().done).toBe(true);
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("leaves its target invariant: one step from 10,000 exact draws (each test at the rate 1e-4)", () => {
    expectInvariance((density) => nuts(density, options), 0.9, "11");
    expectInvariance((density) => nuts(density, { maxTreeDepth: 3, stepSizeJitter: 0.3 }), 0.25, "12");
  });

  it("evaluates one gradient for each leapfrog step and none besides", () => {
    const density = counted(standardNormal(5));
    const kernel = nuts(density, options);
    const rng = stream("1", "count");
    let state = stateOf(density, [0, 1, 2, 0, 1]);
    density.evaluations = 0;
    let steps = 0;
    for (let n = 0; n < 200; n++) {
      const transition = kernel.step(rng, state, { stepSize: 0.3, metric: unitMetric(5) });
      state = transition.state;
      steps += transition.info.numLeapfrog;
    }
    expect(density.evaluations).toBe(steps);
    expect(steps).toBeGreaterThan(1000);
  });

  it("returns states whose density and gradient are those of their position, and never writes to them again", () => {
    const density = autoregressiveNormal([0, 1, -2], [1, 0.2, 3], 0.5);
    const kernel = nuts(density, options);
    const rng = stream("1", "states");
    const states = [stateOf(density, [0, 1, -2])];
    const copies: number[][] = [];
    for (let n = 0; n < 50; n++) {
      const { state } = kernel.step(rng, states[n], { stepSize: 0.4, metric: unitMetric(3) });
      states.push(state);
      copies.push([...state.position, ...state.gradient, state.logDensity]);
    }
    states.slice(1).forEach((state, n) => {
      expect([...state.position, ...state.gradient, state.logDensity]).toEqual(copies[n]);
      const fresh = stateOf(density, state.position);
      expect(state.logDensity).toBe(fresh.logDensity);
      expect(state.gradient).toEqual(fresh.gradient);
    });
  });

  it("takes a density that is not finite for a rejected point, with its cause, and stays put", () => {
    for (const [elsewhere, cause] of [
      ["-Infinity", "the log density was -Infinity"],
      ["NaN", "the log density was NaN"],
      ["gradient", "the gradient of the log density was not finite"],
    ] as const) {
      const density = halfNormal(2, elsewhere);
      const kernel = nuts(density, options);
      const state = stateOf(density, [1e-9, 0]);
      let rejections = 0;
      for (let n = 0; n < 50; n++) {
        const { state: next, info } = kernel.step(stream("1", "half", n), state, {
          stepSize: 0.5,
          metric: unitMetric(2),
        });
        expect(next.position[0]).toBeGreaterThan(0);
        expect(info.divergent).toBe(info.rejection !== undefined);
        if (info.rejection === undefined) continue;
        expect(info.rejection).toBe(cause);
        rejections++;
      }
      expect(rejections).toBeGreaterThan(10);
    }
  });

  it("calls an energy error above 1000 a divergence, without a rejection", () => {
    const density = standardNormal(1);
    const kernel = nuts(density, options);
    const { state, info } = kernel.step(stream("1", "wild"), stateOf(density, [1]), {
      stepSize: 100,
      metric: unitMetric(1),
    });
    expect(info).toMatchObject({ divergent: true, numLeapfrog: 1, treeDepth: 0, acceptanceRate: 0, offset: 0 });
    expect(info.rejection).toBeUndefined();
    expect(state.position[0]).toBe(1);
  });

  it("stops at the largest tree depth", () => {
    const density = standardNormal(1);
    const kernel = nuts(density, { maxTreeDepth: 4, stepSizeJitter: 0 });
    const { info } = kernel.step(stream("1", "deep"), stateOf(density, [1]), { stepSize: 1e-4, metric: unitMetric(1) });
    expect(info).toMatchObject({ treeDepth: 4, numLeapfrog: 15, divergent: false });
    // Sixteen steps of 1e-4 lose no energy to speak of.
    expect(info.acceptanceRate).toBeCloseTo(1, 6);
    expect(info.symmetricAcceptance).toBeCloseTo(1, 6);
  });

  it("survives a start so far out that energy falls by more than the largest exponent", () => {
    const density = standardNormal(1);
    const kernel = nuts(density, options);
    let state = stateOf(density, [1e5]);
    const rng = stream("1", "tail");
    for (let n = 0; n < 60; n++) state = kernel.step(rng, state, { stepSize: 1.9, metric: unitMetric(1) }).state;
    expect(Math.abs(state.position[0])).toBeLessThan(5);
  });
});
