import { expect, test } from "vitest";
import { autocorrelation } from "../../diagnostics/autocorrelation.js";
import { autocovariance } from "../../diagnostics/autocovariance.js";
import { ebfmi } from "../../diagnostics/ebfmi.js";
import { rankNormalise } from "../../diagnostics/rankNormalise.js";
import { splitChains } from "../../diagnostics/splitChains.js";
import { readReference } from "./reference.js";

const { scales, ar1, split_odd, bfmi } = readReference<{
  scales: { x: number[]; z_scale: number[]; autocovariance: number[]; autocorrelation: number[] };
  ar1: number[];
  split_odd: number[][];
  bfmi: { energy: number[]; bfmi_mean: number }[];
}>("small.json");

test("autocovariances, autocorrelations and normal scores of ten numbers are posterior's", () => {
  const x = Float64Array.from(scales.x);
  const { values } = autocorrelation(x);
  const covariances = autocovariance(x);
  const [scores] = rankNormalise([x]);
  expect(values).toHaveLength(10);
  for (let i = 0; i < 10; i++) {
    expect(values[i]).toBeCloseTo(scales.autocorrelation[i], 13);
    expect(covariances[i]).toBeCloseTo(scales.autocovariance[i], 13);
    expect(scores[i]).toBeCloseTo(scales.z_scale[i], 13);
  }
});

test("autocovariances of Stan's AR(1) series are those of its unit test, to its tolerance", () => {
  const covariances = autocovariance(Float64Array.from(ar1));
  [2.69, 2.16, 1.73, 1.38, 1.1, 0.89].forEach((expected, lag) => {
    expect(Math.abs(covariances[lag] - expected)).toBeLessThan(0.01);
  });
});

test("as many lags as are asked for, and a reason where there are none", () => {
  expect(autocorrelation(Float64Array.of(1, 2, 3, 4, 9), 2).values).toHaveLength(3);
  expect(autocorrelation(Float64Array.of(2, 2, 2)).reason).toBe("constant");
  expect(autocorrelation(Float64Array.of(2, NaN, 2)).reason).toBe("nonfinite");
  expect(autocorrelation(new Float64Array()).reason).toBe("noDraws");
});

test("an odd number of draws is split without the middle one, as posterior's diagnostics do", () => {
  const chains = [0, 1].map((c) => Float64Array.from({ length: 7 }, (_, i) => 1 + i + 7 * c));
  const halves = splitChains(chains).map((half) => [...half]);
  // posterior lists all first halves before the second ones.
  expect([halves[0], halves[2], halves[1], halves[3]]).toEqual(split_odd);
});

test("E-BFMI is that of ArviZ's and MCMCDiagnosticTools.jl's own tests", () => {
  expect(bfmi).toHaveLength(2);
  // Ten digits are published.
  for (const { energy, bfmi_mean } of bfmi) expect(ebfmi(Float64Array.from(energy)).value).toBeCloseTo(bfmi_mean, 9);
});
