import { describe, expect, test } from "vitest";
import { calibrationOf } from "../../../diagnostics/sbc/calibrationOf.js";
import { rankAmong } from "../../../diagnostics/sbc/rankAmong.js";
import { rankCoverage } from "../../../diagnostics/sbc/rankCoverage.js";
import { rankHistogram } from "../../../diagnostics/sbc/rankHistogram.js";
import { stream } from "../../../engine/random/stream.js";

/**
 * A normal mean with prior normal(0, 1) and four observations of sd 2: its posterior is normal with precision 1 + 4/4, in closed
 * form. Draws from it are made wrong on purpose: `wider` multiplies their sd, `shift` moves them by so many sds.
 */
function conjugate(simulations: number, { wider = 1, shift = 0, seed = "1" } = {}) {
  const rng = stream(seed, "conjugate normal");
  const most = 99;
  const rows = Array.from({ length: simulations }, () => {
    const truth = rng.normal();
    // The mean of four observations has sd 1, so the posterior mean is half of it.
    const posteriorMean = (truth + rng.normal()) / 2;
    const sd = Math.sqrt(1 / 2);
    const draws = Float64Array.from({ length: most }, () => posteriorMean + sd * (shift + wider * rng.normal()));
    return { truth, mean: posteriorMean, sd, rank: rankAmong(truth, draws, rng) };
  });
  return {
    variable: "mu",
    most,
    ranks: rows.map(({ rank }) => rank),
    truths: rows.map(({ truth }) => truth),
    means: rows.map((row) => row.mean),
    sds: rows.map(({ sd }) => sd),
  };
}

describe("the rank of a truth", () => {
  const rng = stream("1", "ties");

  test("is the number of draws below it", () => {
    expect(rankAmong(0.4, [0.1, 0.9, 0.3], rng)).toBe(2);
    expect(rankAmong(-1, [0, 1], rng)).toBe(0);
    expect(rankAmong(9, [0, 1], rng)).toBe(2);
    expect(rankAmong(NaN, [0, 1], rng)).toBeNaN();
    expect(rankAmong(0, [0, NaN], rng)).toBeNaN();
  });

  test("among draws that tie is any of those possible, equally often", () => {
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 3000; i++) counts[rankAmong(1, [0, 1, 1, 1, 2], rng)]++;
    expect(counts[0]).toBe(0);
    // Ranks 1 to 4, each 750 times; four standard deviations are 95.
    for (const count of counts.slice(1)) expect(Math.abs(count - 750)).toBeLessThan(95);
  });
});

describe("the conjugate normal model", () => {
  test("is calibrated: no alarm, intervals that cover as often as they say, z-scores of sd 1 and a contraction of 1/2", () => {
    const { quantities, text } = calibrationOf([conjugate(400)]);
    const [mu] = quantities;
    expect(mu.miscalibration).toBeUndefined();
    expect(mu.pValue).toBeGreaterThan(0.01);
    expect(mu.chiSquare).toBeGreaterThan(0.01);
    for (const { expected, share, error } of mu.coverage) expect(Math.abs(share - expected)).toBeLessThan(3 * error);
    // Standard errors over 400 simulations: 0.05 of the mean, 0.035 of the sd, 0.035 of the contraction.
    expect(Math.abs(mu.zMean!)).toBeLessThan(0.15);
    expect(Math.abs(mu.zSd! - 1)).toBeLessThan(0.11);
    expect(Math.abs(mu.contraction! - 0.5)).toBeLessThan(0.11);
    expect(text).toEqual([
      "400 simulations show no miscalibration of the quantity; standard errors of the coverage of 90 % intervals are 2 %.",
    ]);
  });

  test.each([
    ["too wide", { wider: 1.7 }],
    ["too narrow", { wider: 0.6 }],
    ["too high", { shift: 0.6 }],
    ["too low", { shift: -0.6 }],
  ] as const)("is seen when its draws are %s", (miscalibration, fault) => {
    const { quantities, text } = calibrationOf([conjugate(200, fault)]);
    expect(quantities[0].miscalibration).toBe(miscalibration);
    expect(text[0]).toContain(`mu: `);
    expect(text[0]).toContain(miscalibration);
  });

  test("raises no false alarm in 100 seeds but at most three", () => {
    const alarms = Array.from({ length: 100 }, (_, seed) =>
      calibrationOf([conjugate(60, { seed: String(seed + 1) })]),
    ).filter(({ quantities }) => quantities[0].miscalibration !== undefined).length;
    // Binomial(100, 0.01) is above 3 with probability 0.02.
    expect(alarms).toBeLessThanOrEqual(3);
  });

  test("shares the false alarms that are allowed among quantities, and leaves out ranks that are NaN", () => {
    const one = conjugate(50);
    const half = { ...one, variable: "half", ranks: one.ranks.map((rank, i) => (i % 2 ? rank : NaN)) };
    const { allowed, quantities } = calibrationOf([one, half]);
    expect(allowed).toBe(0.005);
    expect(quantities.map(({ simulations }) => simulations)).toEqual([50, 25]);
    expect(calibrationOf([{ variable: "x", ranks: [], most: 9 }]).text[0]).toMatch(/nothing can be said/);
  });
});

describe("counts of ranks", () => {
  test("of central intervals leave out as many low ranks as high ones", () => {
    const ranks = Array.from({ length: 100 }, (_, rank) => rank);
    const [fifty, ninety] = rankCoverage(ranks, 99, [0.5, 0.9]);
    expect(fifty).toEqual({ level: 0.5, expected: 0.5, share: 0.5, error: 0.05 });
    expect(ninety.share).toBe(0.9);
    // Of ten ranks the nearest to 95 % is to leave out none.
    expect(rankCoverage([0, 9], 9, [0.95])[0]).toMatchObject({ expected: 1, share: 1 });
    expect(rankCoverage([0, 1, 5], 9, [0.8])[0]).toMatchObject({ expected: 0.8, share: 2 / 3 });
  });

  test("in cells add up, with R's binomial limits at each", () => {
    const ranks = Array.from({ length: 200 }, (_, i) => i % 100);
    const cells = rankHistogram(ranks, 99, 20);
    expect(cells).toHaveLength(20);
    // qbinom(c(0.005, 0.995), 200, 0.05) is 3 and 19.
    for (const cell of cells) expect(cell).toMatchObject({ count: 10, expected: 10, low: 3, high: 19 });
    expect(cells[1]).toMatchObject({ from: 5, to: 9 });
    // Five ranks in three cells.
    const uneven = rankHistogram([0, 1, 2, 3, 4], 4, 3);
    expect(uneven.map(({ count }) => count)).toEqual(uneven.map(({ expected }) => expected));
    expect(uneven.map(({ to }) => to).at(-1)).toBe(4);
  });
});
