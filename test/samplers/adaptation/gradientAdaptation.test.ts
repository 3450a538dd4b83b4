import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { gradientAdaptation } from "../../../samplers/adaptation/gradientAdaptation.js";
import { diagonalMetric, type Metric } from "../../../samplers/hamiltonian/metric.js";
import type { Transition } from "../../../samplers/kernel.js";
import { independentNormal } from "../support/densities.js";

const density = independentNormal([2]);

/** Feeds made-up transitions to the adaptation; returns its final state and the iterations at which the metric changed. */
function adapt(
  iterations: number,
  infoOf: (iteration: number) => Partial<Transition["info"]> = () => ({}),
  given: { readonly metric?: Metric } = {},
) {
  const rng = stream("1", "made-up");
  const adaptation = gradientAdaptation(density, { iterations, target: 0.8, ...given });
  const at = (x: number) => ({
    position: Float64Array.of(x),
    logDensity: (-x * x) / 8,
    gradient: Float64Array.of(-x / 4),
  });
  let state = adaptation.begin(at(1), rng);
  let lastChange = -1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const info: Transition["info"] = {
      acceptanceRate: 0.8,
      symmetricAcceptance: 0.8,
      stepSize: 1,
      treeDepth: 2,
      numLeapfrog: 3,
      divergent: false,
      energy: 1,
      offset: 1,
      ...infoOf(iteration),
    };
    const next = adaptation.learn(state, iteration, { state: at(2 * rng.normal()), info }, rng);
    if (next.metric !== state.metric) lastChange = iteration;
    state = next;
  }
  return { state, lastChange, adaptation };
}

const everyTenth = (from: number, to: number) => Array.from({ length: (to - from) / 10 + 1 }, (_, i) => from + 10 * i);

describe("gradientAdaptation", () => {
  it.each([
    [400, [...everyTenth(8, 118), 198], 340],
    [1000, [...everyTenth(8, 298), 378, 498], 850],
  ])(
    "switches windows where nuts-rs does in a warmup of %i, and freezes the metric for its last 15 %%",
    (iterations, switches, frozen) => {
      const { state, lastChange } = adapt(iterations);
      expect(state.switches).toEqual(switches);
      expect(lastChange).toBe(frozen - 1);
    },
  );

  it("finds the variance of a normal", () => {
    const { state, adaptation } = adapt(50);
    expect(adaptation.final(state).metric.inverse[0]).toBeCloseTo(4, 12);
  });

  it("overrules a metric it was given only when a window holds 50 draws", () => {
    const given = { metric: diagonalMetric(Float64Array.of(7)) };
    // The short early windows of a warmup of 100 never do; the last one, from iteration 19 on, does at iteration 68.
    expect(adapt(100, (iteration) => ({ offset: iteration < 68 ? 1 : 0 }), given).state.metric).toBe(given.metric);
    expect(adapt(100, undefined, given).state.metric.inverse[0]).toBeCloseTo(4, 12);
  });

  it("leaves out draws that did not move, and near ones after a divergence", () => {
    expect(adapt(60, () => ({ offset: 0 })).state.background.draws.count).toBe(1);
    expect(adapt(60, () => ({ offset: -4, divergent: true })).state.background.draws.count).toBe(1);
    expect(adapt(60, () => ({ offset: -5, divergent: true })).state.switches.length).toBeGreaterThan(0);
  });

  it("steers by the symmetric acceptance in its late phase only", () => {
    const early = adapt(400, (iteration) => (iteration < 260 ? { symmetricAcceptance: 0 } : {}));
    const plain = adapt(400);
    // 120 + 220 = 340: from iteration 221 on no window could fill, so only 221 … 259 differ.
    const late = adapt(400, (iteration) => (iteration > 220 && iteration < 260 ? { symmetricAcceptance: 0 } : {}));
    expect(early.state.averaging).toEqual(late.state.averaging);
    expect(late.state.averaging).not.toEqual(plain.state.averaging);
  });

  it("works for warmups of any length from 0", () => {
    for (const iterations of [0, 1, 2, 5, 10, 20, 75, 150]) {
      const { state, adaptation } = adapt(iterations);
      const { stepSize, metric } = adaptation.final(state);
      expect(stepSize).toBeGreaterThan(0);
      expect(metric.inverse[0]).toBeGreaterThan(0);
    }
  });
});
