import { describe, expect, test } from "vitest";
import { chainUniformityTest } from "../../../diagnostics/uniformity/chainUniformityTest.js";
import { ecdfBand, ecdfBandOfChains, tailOf } from "../../../diagnostics/uniformity/ecdfBand.js";
import { ecdfDifference, rankEcdfDifference } from "../../../diagnostics/uniformity/ecdfDifference.js";
import { simulatedBandOfChains } from "../../../diagnostics/uniformity/simulatedBandOfChains.js";
import { thinned } from "../../../diagnostics/uniformity/thinned.js";
import { uniformityTest } from "../../../diagnostics/uniformity/uniformityTest.js";
import { splitChains } from "../../../diagnostics/splitChains.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { stream } from "../../../engine/random/stream.js";
import { normals } from "../draws.js";
import { readCases, readReference } from "../reference.js";

interface Tested {
  readonly pvalue: number;
  readonly pointwise: number[];
}
const {
  band: published,
  gamma,
  posterior,
  arviz,
} = readReference<{
  band: { N: number; K: number; gamma: number; lower: number[]; upper: number[] };
  gamma: Record<string, number>;
  posterior: { pit: number[]; POT: Tested; PIET: Tested };
  arviz: { mtc_c: Record<string, number>; uniformity: Record<"pot_c" | "piet_c" | "prit_c", number> };
}>("uniformity.json");

describe("bands of cumulative counts", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

  test("have the probability that all ways to throw six numbers into four bins give", () => {
    const band = ecdfBand(6, 4);
    const bounds = band.bounds(0.3);
    let inside = 0;
    for (let word = 0; word < 4 ** 6; word++) {
      const counts = [0, 0, 0];
      for (let i = 0, rest = word; i < 6; i++, rest = Math.floor(rest / 4)) {
        for (let bin = rest % 4; bin < 3; bin++) counts[bin]++;
      }
      if (counts.every((count, i) => count >= bounds[i][0] && count <= bounds[i][1])) inside++;
    }
    expect(inside).toBeLessThan(4 ** 6);
    expect(band.probability(0.3)).toBeCloseTo(1 - inside / 4 ** 6, 13);
  });

  test("of two chains have the probability that all orders of their ranks give", () => {
    const band = ecdfBandOfChains(5, 2, 5);
    const bounds = band.bounds(0.35);
    let inside = 0;
    for (let word = 0; word < 1024; word++) {
      const first = Array.from({ length: 10 }, (_, i) => (word >> i) & 1);
      if (first.reduce((a, b) => a + b) !== 5) continue;
      // The lowest 2, 4, 6 and 8 of ten draws.
      const counts = [2, 4, 6, 8].map((edge) => first.slice(0, edge).reduce((a, b) => a + b));
      if (counts.every((count, i) => count >= bounds[i][0] && count <= bounds[i][1])) inside++;
    }
    expect(inside).toBeLessThan(choose(10, 5));
    expect(band.probability(0.35)).toBeCloseTo(1 - inside / choose(10, 5), 12);
  });

  test("are bayesplot's at its bound, and leave with the probability it asked for, as far as counts allow", () => {
    const band = ecdfBand(published.N, published.K);
    const bounds = band.bounds(published.gamma);
    expect(bounds.map(([low]) => low)).toEqual(published.lower.slice(1, -1));
    expect(bounds.map(([, high]) => high)).toEqual(published.upper.slice(1, -1));
    for (const [name, tail] of Object.entries(gamma)) {
      const size = Number(/N(\d+)/.exec(name)![1]);
      // One count at one point changes the probability by up to 0.002 with 50 numbers.
      expect(Math.abs(ecdfBand(size, Math.min(size, 100)).probability(tail) - 0.05)).toBeLessThan(0.002);
    }
  });

  test.each([
    [100, 20, 0.05],
    [1000, 50, 0.01],
    [37, 37, 0.1],
  ])(
    "of %i numbers at %i points are the narrowest that uniform numbers leave with at most %f",
    (size, bins, allowed) => {
      const band = ecdfBand(size, bins);
      const tail = tailOf(band, allowed);
      expect(band.probability(tail)).toBeLessThanOrEqual(allowed);
      expect(band.probability(tail * (1 + 1e-5))).toBeGreaterThan(allowed);
    },
  );

  test.each([2, 3, 4, 8])("of %i chains agree with simulation, and are never too narrow", (chains) => {
    const band = ecdfBandOfChains(60, chains, 20);
    const simulated = simulatedBandOfChains(60, chains, 20, { simulations: 3000 });
    for (const allowed of [0.05, 0.2]) {
      const tail = tailOf(band, allowed);
      const seen = simulated.probability(tail);
      // Three standard errors of 3000 simulations.
      const error = 3 * Math.sqrt((allowed * (1 - allowed)) / 3000);
      expect(seen).toBeLessThan(band.probability(tail) + error);
      // Up to a ninth is given away where chains are three or more.
      expect(seen).toBeGreaterThan(band.probability(tail) * (chains === 2 ? 1 : 0.88) - error);
    }
  });
});

describe("tests of uniformity under dependence", () => {
  const pit = Float64Array.from(posterior.pit);

  test("have the p-values of R's posterior and of ArviZ", () => {
    expect(uniformityTest(pit, "pot").pValue).toBeCloseTo(posterior.POT.pvalue, 11);
    expect(uniformityTest(pit, "piet").pValue).toBeCloseTo(posterior.PIET.pvalue, 11);
    expect(uniformityTest(pit, "pot").pValue).toBeCloseTo(arviz.uniformity.pot_c, 11);
    expect(uniformityTest(pit, "piet").pValue).toBeCloseTo(arviz.uniformity.piet_c, 11);
    // posterior's is NaN: discreteness takes some pointwise values above 1.
    expect(uniformityTest(pit, "prit").pValue).toBeCloseTo(arviz.uniformity.prit_c, 11);
  });

  test.each(["pot", "piet"] as const)("say where the evidence of %s is, as posterior does", (method) => {
    const { influence } = uniformityTest(pit, method);
    const order = [...pit.keys()].sort((a, b) => pit[a] - pit[b]);
    const expected = method === "pot" ? posterior.POT.pointwise : posterior.PIET.pointwise;
    // Relative to the largest: influences of one number near an end are large.
    const largest = Math.max(...expected.map(Math.abs));
    order.forEach((i, rank) => expect(influence[i] / largest).toBeCloseTo(expected[rank] / largest, 10));
  });

  test.each([
    ["pot", false, 0.1, 0.05],
    ["piet", false, 0.1, 0.05],
    // What truncation costs: see the docstring.
    ["pot", true, 0.2, 0.07],
    ["prit", true, 0.15, 0.07],
  ] as const)("%s, truncated %s, is below 0.1 for about %f of samples", (method, truncate, expected, error) => {
    const rng = stream("5", "uniform numbers");
    const samples = Array.from({ length: 300 }, () => Float64Array.from({ length: 40 }, () => rng.uniform()));
    const rejected = samples.filter((sample) => uniformityTest(sample, method, { truncate }).pValue < 0.1).length / 300;
    // Three standard errors of 300 samples.
    expect(Math.abs(rejected - expected)).toBeLessThan(error);
  });

  test("sees predictions that are too narrow, and numbers that make up one value", () => {
    const narrow = normals(7, 100).map((z) => normalCdf(1.8 * z));
    expect(uniformityTest(narrow, "pot").pValue).toBeLessThan(0.01);
    expect(uniformityTest(new Float64Array(30).fill(0.5), "pot").pValue).toBeLessThan(1e-6);
    expect(uniformityTest(Float64Array.of(0, 0.3, 0.6), "pot").pValue).toBe(0);
  });

  test("is 1 where nothing speaks against uniformity, and NaN with a reason where there is nothing to test", () => {
    const even = Float64Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    expect(uniformityTest(even, "prit").pValue).toBe(1);
    expect(uniformityTest(new Float64Array(), "pot")).toMatchObject({ pValue: NaN, reason: "noDraws" });
    expect(uniformityTest(Float64Array.of(NaN), "pot").reason).toBe("nonfinite");
    expect(() => uniformityTest(Float64Array.of(1.2), "pot")).toThrow("numbers in [0, 1] are needed, got 1.2");
  });
});

describe("comparison of chains by ranks", () => {
  const cases = readCases("edge-cases.json");

  test.each(Object.entries(arviz.mtc_c))("%s has ArviZ's p-value of mtc_c", (name, expected) => {
    const { pValue } = chainUniformityTest(cases.get(name)!.chains);
    // Theirs is 1/2 less nearly 1/2: as many as ten roundings of 2e-16 show.
    expect(Math.abs(pValue - expected)).toBeLessThan(expected > 1e-10 ? 1e-9 : 2e-15);
  });

  test("does not see a common trend, but halves of chains do", () => {
    const { chains } = cases.get("trend_100x4")!;
    expect(chainUniformityTest(chains).pValue).toBeGreaterThan(0.5);
    expect(chainUniformityTest(splitChains(chains)).pValue).toBeLessThan(1e-6);
  });

  test("of draws with many ties keeps its level: ties are in random order", () => {
    const rejected = Array.from({ length: 100 }, (_, r) => {
      const chains = [0, 1, 2, 3].map((c) => normals(10 * r + c, 50).map((x) => (x > 1 ? 1 : 0)));
      return chainUniformityTest(chains).pValue < 0.05;
    }).filter(Boolean).length;
    // Binomial(100, 0.05) is above 12 with probability 0.001.
    expect(rejected).toBeLessThanOrEqual(12);
  });

  test("says why there is none", () => {
    expect(chainUniformityTest([normals(1, 9)]).reason).toBe("oneChain");
    expect(chainUniformityTest([Float64Array.of(1, 1), Float64Array.of(1, 1)]).reason).toBe("constant");
    expect(chainUniformityTest([]).reason).toBe("noDraws");
  });
});

describe("curves for a figure", () => {
  test("of PIT values are counts less the point, within a band around them", () => {
    const values = Float64Array.of(0.05, 0.1, 0.3, 0.35, 0.9, 0.95, 0.99, 1);
    const { points, curves, lower, upper, outside, size } = ecdfDifference(values, { bins: 4 });
    expect([...points]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...curves[0]]).toEqual([0, 0, 0, -0.25, 0]);
    expect(size).toBe(8);
    expect(outside).toEqual([0]);
    expect([lower[0], upper[0], lower[4], upper[4]]).toEqual([0, 0, 0, 0]);
    for (const i of [1, 2, 3]) expect(lower[i]).toBeLessThan(upper[i]);
  });

  test("name the chain that differs, and chains that agree stay inside in nineteen of twenty seeds", () => {
    const agreeing = (seed: number) => [0, 1, 2, 3].map((c) => normals(1000 * seed + c, 200));
    const strays = Array.from({ length: 100 }, (_, seed) => rankEcdfDifference(agreeing(seed))).filter(({ outside }) =>
      outside.some((count) => count > 0),
    ).length;
    // Binomial(100, 0.05) is above 12 with probability 0.001.
    expect(strays).toBeLessThanOrEqual(12);
    const [a, b, c, d] = agreeing(3);
    const shifted = rankEcdfDifference([a, b, c.map((x) => x + 1), d]);
    expect(shifted.outside[2]).toBeGreaterThan(20);
    expect(shifted.pValue).toBeLessThan(1e-6);
    // The third chain's draws are too large: fewer of them are below any point.
    expect(shifted.curves[2][25]).toBeLessThan(shifted.lower[25]);
  });

  test("of strongly autocorrelated chains are of thinned draws, and stay inside", () => {
    const chains = [0, 1, 2, 3].map((c) => {
      const noise = normals(c + 40, 2000);
      let x = 0;
      return noise.map((z) => (x = 0.9 * x + z));
    });
    const { size, outside } = rankEcdfDifference(chains);
    expect(size).toBeLessThan(200);
    expect(outside).toEqual([0, 0, 0, 0]);
    expect(chainUniformityTest(chains).pValue).toBeLessThan(0.05);
    expect(chainUniformityTest(thinned(chains)).pValue).toBeGreaterThan(0.05);
  });

  test("are none, with a reason, of one chain and of nothing", () => {
    expect(rankEcdfDifference([normals(1, 50)])).toMatchObject({ reason: "oneChain", pValue: NaN, curves: [] });
    expect(ecdfDifference(new Float64Array())).toMatchObject({ reason: "noDraws", pValue: NaN });
  });
});
