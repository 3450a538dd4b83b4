/** What the study of families stands on: tails, small gammas, and data that are taken or not. */
import { describe, expect, it } from "vitest";
import { categories } from "../../../bench/sbc/families/categories.js";
import { positive } from "../../../bench/sbc/families/positive.js";
import { shares } from "../../../bench/sbc/families/shares.js";
import { logNormalTail } from "../../../bench/sbc/logNormalTail.js";
import { randomness } from "../../../bench/sbc/randomness.js";

describe("the tail of the normal law", () => {
  it("is R's pnorm(z, lower.tail = FALSE, log.p = TRUE), far out on both sides too", () => {
    // R 4.2; below -9 it is 0 to the last digit that the sum of a log likelihood keeps.
    const known = [
      [-12, -1.776482112077679e-33],
      [-9.5, -1.0494515075362608e-21],
      [-3, -1.3508099647481938e-3],
      [-0.5, -0.36894641528865652],
      [0, -0.69314718055994529],
      [1, -1.8410216450092636],
      [2.9, -6.2840582349474188],
      [3.1, -6.9406884584212287],
      [6, -20.736768949974707],
      [20, -203.91715537109727],
      [40, -804.6084420137538],
    ] as const;
    for (const [z, logTail] of known)
      expect(Math.abs(logNormalTail(z) - logTail), `${z}`).toBeLessThan(1e-12 * Math.max(1, -logTail));
  });
});

describe("simulated gammas", () => {
  it("have mean and variance of their law with a shape below 1 as well", () => {
    const random = randomness("gammas");
    const draws = Array.from({ length: 20_000 }, () => random.gamma(0.4, 2));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    // Four standard errors: sd √0.1 of one draw, and a kurtosis of 3 + 6/0.4.
    expect(Math.abs(mean - 0.2)).toBeLessThan(4 * Math.sqrt(0.1 / draws.length));
    expect(Math.abs(variance - 0.1)).toBeLessThan(4 * 0.1 * Math.sqrt(17 / draws.length));
  });
});

describe("simulated data", () => {
  it("are not taken when the highest category is missing, or a proportion has become 0 or 1", () => {
    const [cumulative, categorical] = categories;
    expect(cumulative!.isTaken!(Float64Array.of(1, 3, 2))).toBe(false);
    expect(cumulative!.isTaken!(Float64Array.of(1, 4, 2))).toBe(true);
    expect(categorical!.isTaken!(Float64Array.of(1, 2))).toBe(false);
    expect(categorical!.isTaken!(Float64Array.of(1, 3))).toBe(true);
    const beta = shares.find(({ family }) => family.startsWith("beta"))!;
    expect(beta.isTaken!(Float64Array.of(0.5, 1))).toBe(false);
    expect(beta.isTaken!(Float64Array.of(0.5, 0.999))).toBe(true);
  });

  it("are censored where they say: at the limit of detection, and when a row was no longer followed", () => {
    const [lognormal] = positive;
    const { response, columns } = lognormal!.simulate(randomness("times"));
    const censored = columns!.get("c")!;
    expect(new Set(censored)).toEqual(new Set([-1, 0, 1]));
    censored.forEach((code, row) => {
      if (code === -1) expect(response[row]).toBe(0.5);
      else expect(response[row]).toBeGreaterThanOrEqual(0.5);
    });
  });
});
