import { describe, expect, it } from "vitest";
import { stream } from "../../../engine/random/stream.js";
import { nextStepSize, stepTuning, tunedStepSize, tuneStep } from "../../../samplers/adaptation/stepTuning.js";
import { mean, sd } from "../support/statistics.js";

/** Logarithms of the tuned step sizes of 200 chains on a made-up sampler whose acceptance is `acceptance` plus noise. */
function tuned(iterations: number, from: number, acceptance: (logStep: number) => number): Float64Array {
  return Float64Array.from({ length: 200 }, (_, seed) => {
    const rng = stream(String(seed), "tuning");
    let state = stepTuning(from, 0.8);
    for (let n = 0; n < iterations; n++) {
      const noisy = acceptance(Math.log(nextStepSize(state))) + 0.1 * rng.normal();
      state = tuneStep(state, Math.min(1, Math.max(0, noisy)));
    }
    return Math.log(tunedStepSize(state));
  });
}

/** Falls by half the change of the logarithm; 0.8 at a step size of 1. */
const falling = (logStep: number) => 0.8 - 0.5 * logStep;

describe("stepTuning", () => {
  it("finds the step size without bias, to 0.06 in its logarithm after 40 transitions with a noise of 0.1", () => {
    const logs = tuned(40, 1.5, falling);
    // 0.1 / (0.5 √40) = 0.032 is what 40 observations can tell.
    expect(sd(logs)).toBeLessThan(0.06);
    expect(Math.abs(mean(logs))).toBeLessThan(0.03);
  });

  it("comes from a factor of 4 away in 60 transitions", () => {
    // What is left of log 4 = 1.39 is the weight of the way there.
    for (const from of [4, 1 / 4]) expect(Math.abs(mean(tuned(60, from, falling)))).toBeLessThan(0.15);
  });

  it("starts at what it is given, and keeps that when nothing is observed", () => {
    expect(nextStepSize(stepTuning(0.3, 0.8))).toBeCloseTo(0.3, 15);
    expect(tunedStepSize(stepTuning(0.3, 0.8))).toBeCloseTo(0.3, 15);
  });

  it("takes NaN for 0 and what is above 1 for 1", () => {
    const start = stepTuning(1, 0.8);
    expect(tuneStep(start, NaN)).toEqual(tuneStep(start, 0));
    expect(tuneStep(start, 2)).toEqual(tuneStep(start, 1));
  });

  it("lets one transition of which nothing is accepted outweigh eight of which all is, and keeps a mean above 0.3", () => {
    const log = (acceptances: number[]) => {
      const state = acceptances.reduce(tuneStep, { ...stepTuning(1, 0.8), count: 1000 });
      return state.logStepSize;
    };
    expect(log([0, 1, 1, 1, 1, 1, 1, 1, 1])).toBeLessThan(0);
    expect(log([0, ...new Array<number>(10).fill(1)])).toBeGreaterThan(0);
    expect(Math.abs(log([0.6, 1]))).toBeLessThan(1e-5);
    expect(Math.abs(log([0.3, 1, 1, 1, 0.7]))).toBeLessThan(1e-5);
  });
});
