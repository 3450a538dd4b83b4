import { describe, expect, test } from "vitest";
import { eti } from "../../diagnostics/eti.js";
import { hdi } from "../../diagnostics/hdi.js";
import { normals } from "./draws.js";
import { readReference } from "./reference.js";

const reference = readReference<Record<string, number[]>>("hdi.json");
const normal = [Float64Array.from(reference.x_normal)];
const exponential = [Float64Array.from(reference.x_exp)];

function expectInterval({ low, high }: { low: number; high: number }, expected: number[]) {
  // Draws themselves, and one interpolation between two of them: 15 digits are printed.
  expect(low).toBeCloseTo(expected[0], 12);
  expect(high).toBeCloseTo(expected[1], 12);
}

describe("highest-density intervals", () => {
  test.each([
    ["normal", normal],
    ["exp", exponential],
  ] as const)("are those of ArviZ and coda for %s draws", (name, draws) => {
    for (const percent of [50, 89, 95]) {
      expectInterval(hdi(draws, percent / 100), reference[`arviz_hdi_nearest_${name}_${percent}`]);
    }
    expectInterval(hdi(draws, 0.95), reference[`coda_HPD_${name}_95`]);
  });

  test("take the floor of probability × draws, whole products as whole in spite of rounding", () => {
    const ten = [Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 100)];
    expect(hdi(ten, 0.79)).toEqual({ low: 0, high: 7 });
    // 0.29 × 100 is 28.999999999999996.
    expect(hdi([Float64Array.from({ length: 100 }, (_, i) => i)], 0.29)).toEqual({ low: 0, high: 29 });
  });

  test("are never longer than the equal-tailed interval of the same draws", () => {
    const draws = [normals(1, 1000).map((x) => Math.exp(x))];
    const shortest = hdi(draws, 0.9);
    const equal = eti(draws, 0.9);
    expect(shortest.high - shortest.low).toBeLessThan(equal.high - equal.low);
  });

  test("do not depend on which chain a draw is in", () => {
    const x = normals(2, 300);
    expect(hdi([x.slice(0, 100), x.slice(100, 200), x.slice(200)], 0.8)).toEqual(hdi([x], 0.8));
  });

  test("say why there is none", () => {
    const nothing = { low: NaN, high: NaN };
    expect(hdi([Float64Array.of(3, 3, 3)], 0.95)).toEqual({ ...nothing, reason: "constant" });
    expect(hdi([Float64Array.of(3, 4, NaN)], 0.95)).toEqual({ ...nothing, reason: "nonfinite" });
    expect(hdi([Float64Array.of(3, 4, Infinity)], 0.95)).toEqual({ ...nothing, reason: "nonfinite" });
    expect(hdi([new Float64Array()], 0.95)).toEqual({ ...nothing, reason: "noDraws" });
    expect(hdi([Float64Array.of(3, 4)], 0.4)).toEqual({ ...nothing, reason: "tooShort" });
    expect(() => hdi([normals(1, 9)], 1)).toThrow(RangeError);
    expect(() => hdi([normals(1, 9)], 95)).toThrow("between 0 and 1, got 95");
  });
});

describe("equal-tailed intervals", () => {
  test("are R's type 7 quantiles", () => {
    for (const percent of [89, 95]) expectInterval(eti(exponential, percent / 100), reference[`eti_exp_${percent}`]);
  });

  test("of equal draws hold that value; of draws that are not numbers there are none", () => {
    expect(eti([Float64Array.of(3, 3, 3)], 0.95)).toEqual({ low: 3, high: 3 });
    expect(eti([Float64Array.of(3, NaN, 3)], 0.95).reason).toBe("nonfinite");
  });

  test("do not mind an infinite draw beyond their ends", () => {
    const draws = Float64Array.from({ length: 101 }, (_, i) => (i === 100 ? Infinity : i));
    expect(eti([draws], 0.5)).toEqual({ low: 25, high: 75 });
    expect(eti([draws], 0.999).reason).toBe("nonfinite");
  });
});
