import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bandwidthOf, boundedDensity } from "../../../diagnostics/ppc/boundedDensity.js";

const { density: reference } = JSON.parse(
  readFileSync(new URL("../../reference/ppc/values.json", import.meta.url), "utf8"),
) as {
  density: {
    values: number[];
    bandwidth: number;
    from: number;
    step: number;
    count: number;
    free: number[];
    mirrored: number[];
  };
};
const values = Float64Array.from(reference.values);

test("the bandwidth is that of R's bw.nrd0", () => {
  expect(bandwidthOf(values.slice().sort())).toBeCloseTo(reference.bandwidth, 12);
});

test.each([
  ["free", { low: -Infinity, high: Infinity }],
  ["mirrored", { low: 0, high: Infinity }],
] as const)("a %s density agrees with kernels summed one by one in R", (kind, support) => {
  const density = boundedDensity(values, reference, support);
  // Numbers are put into bins of a tenth of the bandwidth, which changes heights by about a thousandth.
  reference[kind].forEach((height, i) => expect(Math.abs(density[i] - height)).toBeLessThan(2e-3));
});

test("a density within two bounds has all its mass there and is flat for even numbers", () => {
  const even = Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
  const density = boundedDensity(even, { from: 0, step: 0.01, count: 101 }, { low: 0, high: 1 });
  expect(density.reduce((sum, height, i) => sum + height * (i % 100 === 0 ? 0.005 : 0.01), 0)).toBeCloseTo(1, 3);
  density.forEach((height) => expect(Math.abs(height - 1)).toBeLessThan(0.01));
});

test("numbers that are all equal have no density", () => {
  expect([...boundedDensity(Float64Array.of(2, 2), { from: 0, step: 1, count: 3 }, { low: 0, high: 9 })]).toEqual([
    0, 0, 0,
  ]);
});
