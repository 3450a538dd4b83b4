import { describe, expect, test } from "vitest";
import { drawsForDecimals } from "../../diagnostics/drawsForDecimals.js";
import { mcseMean } from "../../diagnostics/mcseMean.js";
import { probabilityOf, probabilityOfIndicator } from "../../diagnostics/probabilityOf.js";
import { probabilityOfDirection } from "../../diagnostics/probabilityOfDirection.js";
import { rope } from "../../diagnostics/rope.js";
import { normals } from "./draws.js";

const chains = [1, 2, 3, 4].map((seed) => normals(seed, 500).map((x) => x + 1));

describe("the probability of an event", () => {
  test("is a share of draws, with the standard error of a mean", () => {
    const { value, mcse } = probabilityOf(chains, (x) => x > 0);
    const indicator = chains.map((chain) => chain.map((x) => (x > 0 ? 1 : 0)));
    expect(value).toBe(indicator.flatMap((chain) => [...chain]).reduce((a, b) => a + b) / 2000);
    // mcseMean divides by n - 1: a factor of √(1999/2000) lies between them.
    expect(mcse.value).toBeCloseTo(mcseMean(indicator).value * Math.sqrt(1999 / 2000), 12);
    expect(probabilityOfIndicator(indicator)).toEqual({ value, mcse });
  });

  test("has an error that its spread over repetitions confirms", () => {
    // 200 repetitions know a standard deviation to 5 %; three of these are allowed.
    const repeated = Array.from({ length: 200 }, (_, r) =>
      probabilityOf([normals(2 * r + 50, 200), normals(2 * r + 51, 200)], (x) => x > 0.5),
    );
    const values = repeated.map(({ value }) => value);
    const mean = values.reduce((a, b) => a + b) / 200;
    const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 199);
    const claimed = repeated.reduce((sum, { mcse }) => sum + mcse.value, 0) / 200;
    expect(Math.abs(claimed / sd - 1)).toBeLessThan(0.15);
  });

  test("that all draws agree on has no error, and says so", () => {
    expect(probabilityOf(chains, (x) => x < 100)).toEqual({ value: 1, mcse: { value: NaN, reason: "oneOutcome" } });
    expect(probabilityOf(chains, (x) => x > 100).value).toBe(0);
  });

  test("of draws with NaN is NaN; infinite draws count", () => {
    expect(probabilityOf([Float64Array.of(1, NaN)], (x) => x > 0).reason).toBe("nonfinite");
    expect(probabilityOf([Float64Array.of(-1, Infinity)], (x) => x > 0).value).toBe(0.5);
    expect(probabilityOf([], (x) => x > 0).reason).toBe("noDraws");
  });
});

describe("the probability of direction", () => {
  test("takes the side with more draws, and draws on the origin for neither", () => {
    const draws = [Float64Array.of(-1, 0, 0, 2, 3, 4, 5, -2, 1, 1)];
    expect(probabilityOfDirection(draws)).toMatchObject({ direction: "above", value: 0.6 });
    expect(probabilityOfDirection(draws, 2.5)).toMatchObject({ direction: "below", value: 0.7 });
  });
});

describe("a region of practical equivalence", () => {
  test("splits the draws into three shares that make up all; its ends belong to it", () => {
    const { below, inside, above } = rope([Float64Array.of(-2, -1, 0, 1, 1, 2, 3, 4)], -1, 1);
    expect([below.value, inside.value, above.value]).toEqual([0.125, 0.5, 0.375]);
  });

  test("tells of the draws in the highest-density interval how many are inside", () => {
    const draws = [Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 100)];
    const { hdi, insideHdi } = rope(draws, 3, 200, 0.8);
    expect(hdi).toEqual({ low: 0, high: 8 });
    expect(insideHdi.value).toBeCloseTo(6 / 9, 14);
  });

  test("keeps reasons, and refuses ends in the wrong order", () => {
    const { inside, insideHdi } = rope([Float64Array.of(3, 3, 3)], 2, 4);
    expect(inside.value).toBe(1);
    expect(insideHdi.reason).toBe("constant");
    expect(() => rope(chains, 1, -1)).toThrow("the lower end of the region comes first, got 1 and -1");
  });
});

describe("draws for decimals", () => {
  test("are as many as make 1.96 errors half a unit of the last decimal", () => {
    const further = drawsForDecimals(0.01, 4000, 2);
    const error = (draws: number) => 1.96 * 0.01 * Math.sqrt(4000 / draws);
    expect(error(4000 + further)).toBeLessThanOrEqual(0.005);
    expect(error(4000 + further - 1)).toBeGreaterThan(0.005);
  });

  test("are none where there are enough, and NaN where the error is not known", () => {
    expect(drawsForDecimals(0.002, 4000, 2)).toBe(0);
    expect(drawsForDecimals(NaN, 4000, 2)).toBeNaN();
    expect(drawsForDecimals(2, 100, -1)).toBe(0);
    expect(drawsForDecimals(3, 100, -1)).toBe(Math.ceil(100 * ((1.96 * 3) ** 2 / 25 - 1)));
  });
});
