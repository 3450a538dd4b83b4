import { expect, test } from "vitest";
import { kernelDensity } from "../../../engine/math/kernelDensity.js";
import { generator } from "../../diagnostics/report/syntheticPosterior.js";

function trapezoid({ x, y }: { x: Float64Array; y: Float64Array }): number {
  return y.subarray(1).reduce((sum, height, i) => sum + ((height + y[i]) / 2) * (x[i + 1] - x[i]), 0);
}

test("the curve encloses an area of one", () => {
  const uniform = generator(3);
  const draws = Float64Array.from({ length: 2000 }, () => uniform() - Math.log(uniform()));
  expect(trapezoid(kernelDensity(draws))).toBeCloseTo(1, 12);
});

test("a uniform density does not fall off at its bounds", () => {
  const draws = Float64Array.from({ length: 5000 }, (_, i) => (i + 0.5) / 5000);
  const { y } = kernelDensity(draws);
  // Without reflection the ends would be at one half; 5% covers the binning.
  for (const height of y) expect(Math.abs(height - 1)).toBeLessThan(0.05);
});

test("a sample that is nearly normal gives the normal density", () => {
  // A sum of twelve uniforms is normal to within 0.003 in density.
  const uniform = generator(5);
  const draws = Float64Array.from(
    { length: 20_000 },
    () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b) - 6,
  );
  const { x, y } = kernelDensity(draws);
  x.forEach((at, i) => {
    if (Math.abs(at) > 2) return;
    // Noise of 20,000 draws and the bias of the bandwidth stay below 0.02 where the density is 0.4 at most.
    expect(Math.abs(y[i] - Math.exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI))).toBeLessThan(0.02);
  });
});

test("no density is made of fewer than two different values", () => {
  for (const draws of [[], [1], [2, 2, 2], [NaN, 1]]) expect(kernelDensity(Float64Array.from(draws)).x).toHaveLength(0);
});
