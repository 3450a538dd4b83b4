import { describe, expect, test } from "vitest";
import { eti } from "../../diagnostics/eti.js";
import { hdi } from "../../diagnostics/hdi.js";
import { hdiMultimodal } from "../../diagnostics/hdiMultimodal.js";
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

describe("highest-density regions", () => {
  const held = (draws: Float64Array, pieces: readonly { low: number; high: number }[]) =>
    draws.filter((x) => pieces.some(({ low, high }) => low <= x && x <= high)).length / draws.length;

  test("of two normal modes are one piece about each, as their density has it", () => {
    const draws = normals(5, 4000).map((z, i) => (i % 2 ? 4 : -4) + z);
    const { pieces } = hdiMultimodal([draws], 0.9);
    expect(pieces).toHaveLength(2);
    // 90 % of each mode lies within 1.645; 2000 draws know these ends to about 0.05, and the density is smoothed by a third of an sd.
    [-5.645, -2.355, 2.355, 5.645].forEach((end, i) => {
      const piece = pieces[i >> 1];
      expect(Math.abs((i % 2 ? piece.high : piece.low) - end)).toBeLessThan(0.25);
    });
    expect(Math.abs(held(draws, pieces) - 0.9)).toBeLessThan(0.02);
    // The shortest interval has to bridge the gap.
    const one = hdi([draws], 0.9);
    expect(one.high - one.low).toBeGreaterThan(8);
  });

  test("of modes of very different width find the narrow one", () => {
    const draws = normals(6, 4000).map((z, i) => (i % 4 === 0 ? 10 + 0.1 * z : z));
    const { pieces } = hdiMultimodal([draws], 0.8);
    expect(pieces.some(({ low, high }) => low > 9 && high < 11)).toBe(true);
    expect(Math.abs(held(draws, pieces) - 0.8)).toBeLessThan(0.05);
  });

  test("of one mode are nearly the shortest interval, also at a bound", () => {
    const draws = normals(7, 4000).map(Math.abs);
    const { pieces } = hdiMultimodal([draws], 0.8);
    const { low, high } = hdi([draws], 0.8);
    expect(pieces).toHaveLength(1);
    expect(Math.abs(pieces[0].low - low)).toBeLessThan(0.02);
    expect(Math.abs(pieces[0].high - high)).toBeLessThan(0.06);
  });

  test("of whole numbers are the most frequent ones", () => {
    const draws = [Float64Array.of(0, 0, 0, 0, 1, 1, 1, 2, 5, 7, 7, 7)];
    expect(hdiMultimodal(draws, 0.8).pieces).toEqual([
      { low: 0, high: 1 },
      { low: 7, high: 7 },
    ]);
    expect(hdiMultimodal(draws, 0.3).pieces).toEqual([{ low: 0, high: 0 }]);
  });

  test("do not depend on location and scale", () => {
    const draws = normals(8, 1000).map((z, i) => (i % 2 ? 4 : -4) + z);
    const { pieces } = hdiMultimodal([draws], 0.9);
    const moved = hdiMultimodal([draws.map((x) => 1e9 + 1e-2 * x)], 0.9).pieces;
    expect(moved).toHaveLength(pieces.length);
    // Adding 1e9 leaves five digits.
    moved.forEach(({ low }, i) => expect((low - 1e9) / 1e-2).toBeCloseTo(pieces[i].low, 3));
  });

  test("say why there is none", () => {
    expect(hdiMultimodal([Float64Array.of(3, 3)], 0.9)).toEqual({ pieces: [], reason: "constant" });
    expect(hdiMultimodal([Float64Array.of(3, NaN)], 0.9)).toEqual({ pieces: [], reason: "nonfinite" });
    expect(() => hdiMultimodal([normals(1, 9)], 0)).toThrow(RangeError);
  });
});
