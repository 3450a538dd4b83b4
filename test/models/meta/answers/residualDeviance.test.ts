import { describe, expect, it } from "vitest";
import {
  binomialDeviance,
  normalDeviance,
  poissonDeviance,
  residualDeviance,
} from "../../../../models/meta/answers/residualDeviance.js";

describe("deviances of one data point", () => {
  it("binomial deviance is twice the drop of the log likelihood from the saturated model, also at 0 and n events", () => {
    const deviance = binomialDeviance([0, 3, 8], [10, 10, 8]);
    expect(deviance(0, 0.2)).toBeCloseTo(-20 * Math.log(0.8), 13);
    expect(deviance(1, 0.2)).toBeCloseTo(2 * (3 * Math.log(0.3 / 0.2) + 7 * Math.log(0.7 / 0.8)), 13);
    expect(deviance(2, 0.9)).toBeCloseTo(-16 * Math.log(0.9), 13);
    expect(deviance(1, 0.3)).toBeCloseTo(0, 13);
  });

  it("poisson deviance is 2 [y ln(y/ŷ) - (y - ŷ)], and 2 ŷ at y = 0", () => {
    const deviance = poissonDeviance([0, 6], [100, 200]);
    expect(deviance(0, 0.01)).toBeCloseTo(2, 14);
    expect(deviance(1, 0.02)).toBeCloseTo(2 * (6 * Math.log(6 / 4) - 2), 13);
  });

  it("normal deviance is the squared standardised residual", () => {
    expect(normalDeviance([1.5], [0.5])(0, 0.5)).toBe(4);
  });
});

describe("residualDeviance", () => {
  it("is the posterior mean, with pD its excess over the deviance at the mean of the fitted values", () => {
    const fitted = [Float64Array.of(0.2, 0.4), Float64Array.of(0.5, 0.5)];
    const deviance = binomialDeviance([3, 5], [10, 10]);
    const summary = residualDeviance(fitted, deviance);
    const mean = (deviance(0, 0.2) + deviance(0, 0.4)) / 2;
    expect(summary.residualDeviance).toBeCloseTo(mean, 13);
    // At the mean of 0.2 and 0.4 the fit of the first row is perfect.
    expect(summary.pD).toBeCloseTo(mean, 13);
    expect(summary.dic).toBeCloseTo(2 * mean, 13);
    expect(summary.dataPoints).toBe(2);
    expect(summary.byRow[1]).toBeCloseTo(0, 13);
    expect(summary.leverage[0]).toBeCloseTo(mean, 13);
  });

  it("pD of a normal mean with known variance is the ratio of posterior to data variance", () => {
    // Draws symmetric about the data: E (y - θ)²/se² = 0.25 = Var(θ)/se².
    const summary = residualDeviance([Float64Array.of(0.5, 1.5)], normalDeviance([1], [1]));
    expect(summary.pD).toBe(0.25);
  });
});
