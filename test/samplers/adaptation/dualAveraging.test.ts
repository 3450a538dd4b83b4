import { describe, expect, it } from "vitest";
import {
  averagedStepSize,
  averageStep,
  currentStepSize,
  dualAveraging,
} from "../../../samplers/adaptation/dualAveraging.js";

describe("dualAveraging", () => {
  it("starts at the step size given, which is also kept when nothing is learned (no stage after the last window)", () => {
    expect(currentStepSize(dualAveraging(0.3, 0.8))).toBeCloseTo(0.3, 14);
    expect(averagedStepSize(dualAveraging(0.3, 0.8))).toBeCloseTo(0.3, 14);
  });

  it("follows the recursion of Hoffman & Gelman, worked out by hand for two observations", () => {
    const one = averageStep(dualAveraging(1, 0.8), 0.5);
    // H̄ = 0.3 / 11; log ε = log 10 - √1 / 0.05 · H̄; the first average is the first iterate.
    const first = Math.log(10) - 20 * (0.3 / 11);
    expect(one.logStepSize).toBeCloseTo(first, 14);
    expect(one.meanLogStepSize).toBeCloseTo(first, 14);
    const two = averageStep(one, 1);
    const error = (11 / 12) * (0.3 / 11) + (1 / 12) * -0.2;
    const second = Math.log(10) - 20 * Math.SQRT2 * error;
    expect(two.logStepSize).toBeCloseTo(second, 13);
    expect(two.meanLogStepSize).toBeCloseTo((1 - 2 ** -0.75) * first + 2 ** -0.75 * second, 13);
  });

  it("finds the step size whose acceptance is the target", () => {
    // Acceptance exp(-ε²) is 0.8 at ε = √(log 1.25) = 0.472; the mean still remembers the first, larger steps a little.
    let state = dualAveraging(1, 0.8);
    for (let n = 0; n < 1000; n++) state = averageStep(state, Math.exp(-(currentStepSize(state) ** 2)));
    expect(averagedStepSize(state)).toBeCloseTo(Math.sqrt(Math.log(1.25)), 2);
  });

  it("counts an acceptance of NaN as none", () => {
    const start = dualAveraging(1, 0.8);
    expect(averageStep(start, NaN)).toEqual(averageStep(start, 0));
  });
});
