import { describe, expect, it } from "vitest";
import { replicatesOf } from "../plots/replicatesOf.js";
import { outcomeKinds } from "./outcomeKinds.js";
import { ppcNote, ppcStatistics, statisticNames, statisticsFor } from "../../../diagnostics/ppc/index.js";

/** Replicates that are one number throughout. */
const constants = (rows: number, values: readonly number[]) =>
  values.map((value) => new Array<number>(rows).fill(value));

describe("ppcStatistics", () => {
  // Figures are those of R: mean, sd, quantile(type = 7) of c(4, 0, 1, 0, 7).
  it("summarises the response and each replicate by the same statistic", () => {
    const replicates = replicatesOf(
      "count",
      [4, 0, 1, 0, 7],
      [
        [1, 2, 3, 4, 5],
        [0, 0, 0, 0, 10],
      ],
    );
    const names = ["mean", "sd", "min", "max", "median", "q10", "q90", "q75", "zeros", "zeroShare", "dispersion"];
    const found = new Map(ppcStatistics(replicates, { statistics: names }).map((one) => [one.name, one]));
    const expected: Readonly<Record<string, readonly [number, number, number]>> = {
      mean: [2.4, 3, 2],
      sd: [3.0495901363953815, 1.5811388300841898, 4.47213595499958],
      min: [0, 1, 0],
      max: [7, 5, 10],
      median: [1, 3, 0],
      q10: [0, 1.4, 0],
      q90: [5.8, 4.6, 6],
      q75: [4, 4, 0],
      zeros: [2, 0, 4],
      zeroShare: [0.4, 0, 0.8],
      dispersion: [3.875, 2.5 / 3, 10],
    };
    for (const [name, [observed, ...replicated]] of Object.entries(expected)) {
      expect(found.get(name)!.observed).toBeCloseTo(observed, 12);
      replicated.forEach((value, d) => expect(found.get(name)!.replicated[d]).toBeCloseTo(value, 12));
    }
    // What was asked about is not changed by sorting.
    expect([...replicates.observed]).toEqual([4, 0, 1, 0, 7]);
  });

  it("takes successes as shares of their trials", () => {
    const trials = Float64Array.of(2, 4);
    const asked = ppcStatistics(replicatesOf("bounded", [2, 1], [[1, 4]], { trials }));
    const observed = Object.fromEntries(asked.map(({ name, observed: value }) => [name, value]));
    expect(observed).toEqual({ meanShare: 0.625, sdShare: Math.sqrt(2 * 0.375 ** 2), zeros: 0, full: 1 });
    expect(asked.map(({ replicated }) => replicated[0])).toEqual([0.75, Math.sqrt(2 * 0.25 ** 2), 0, 1]);
  });

  it("counts ties half, and gives a share of 0 an error that is not 0", () => {
    const values = [1, 2, 3, 3, 4, 5, 6, 7];
    const [one] = ppcStatistics(replicatesOf("continuous", [3], constants(1, values)), { statistics: ["mean"] });
    expect(one!.p.value).toBe(5 / 8);
    const [none] = ppcStatistics(replicatesOf("continuous", [9], constants(1, values)), { statistics: ["mean"] });
    expect(none!.p.value).toBe(0);
    // The sd of beta(1, 9).
    expect(none!.mcseP.value).toBeCloseTo(Math.sqrt(9 / (100 * 11)), 14);
  });

  it("the error of p is that of repeated simulation", () => {
    // p of 400 draws where the truth is 0.2: its sd over repetitions is √(0.2 · 0.8/400).
    const replicated = constants(
      1,
      Array.from({ length: 400 }, (_, d) => (d % 5 === 0 ? 1 : 0)),
    );
    const [one] = ppcStatistics(replicatesOf("continuous", [0.5], replicated), { statistics: ["mean"] });
    expect(one!.p.value).toBe(0.2);
    expect(one!.mcseP.value).toBeCloseTo(0.02, 3);
  });

  it("says what was observed and what replicates have, outside their middle and within", () => {
    const zeros = (count: number) => Array.from({ length: 20 }, (_, row) => (row < count ? 0 : 1));
    const replicated = Array.from({ length: 200 }, (_, d) => zeros(3 + (d % 7)));
    const verdictOf = (count: number) =>
      ppcStatistics(replicatesOf("count", zeros(count), replicated), { statistics: ["zeros"] })[0]!;
    expect(verdictOf(12)).toMatchObject({ isOutside: true, verdict: "observed 12 zeros where replicates have 3 to 9" });
    expect(verdictOf(5)).toMatchObject({ isOutside: false, verdict: "observed 5 zeros, as replicates have (3 to 9)" });
    expect(verdictOf(1).verdict).toBe("observed 1 zero where replicates have 3 to 9");
    const [max] = ppcStatistics(replicatesOf("continuous", [2], constants(1, [1, 1, 1])), { statistics: ["max"] });
    expect(max!.verdict).toBe("observed a maximum of 2 where replicates have 1");
  });

  it("never speaks of significance, and says what p is not", () => {
    const replicates = replicatesOf("count", [0, 5, 9], constants(3, [1, 2, 3]));
    const words = ppcStatistics(replicates, { statistics: statisticNames }).map(({ verdict }) => verdict);
    for (const text of [...words, ppcNote]) expect(text).not.toMatch(/signific|reject/i);
    expect(ppcNote).toContain("no error rate");
  });

  it("looks at each level of a grouping by itself", () => {
    const groups = [{ name: "arm", codes: Int32Array.of(0, 1, 0, 1), levels: ["a", "b", "c"] }];
    const replicates = replicatesOf("binary", [1, 0, 1, 1], [[0, 0, 1, 1]], { groups });
    const found = ppcStatistics(replicates, { by: "arm" });
    expect(found.map(({ group, observed, replicated }) => [group, observed, replicated[0]])).toEqual([
      [{ name: "arm", level: "a", count: 2 }, 2, 1],
      [{ name: "arm", level: "b", count: 2 }, 1, 1],
    ]);
    expect(found[0]!.verdict).toBe("in a, observed 2 successes where replicates have 1");
    expect(() => ppcStatistics(replicates, { by: "side" })).toThrow('no grouping "side"');
  });

  it("leaves out replicates without a response, and gives a reason where none is left", () => {
    const some = ppcStatistics(
      replicatesOf(
        "positive",
        [1, 2],
        [
          [NaN, 1],
          [1, 4],
        ],
      ),
      { statistics: ["mean", "median"] },
    );
    for (const { replicated, p, high } of some) {
      expect(replicated[0]).toBeNaN();
      expect([p.value, high]).toEqual([1, 2.5]);
    }
    const [none] = ppcStatistics(replicatesOf("positive", [1], [[NaN]]), { statistics: ["mean"] });
    expect(none!.p).toEqual({ value: NaN, reason: "noDraws" });
    expect(none!.verdict).toBe("observed a mean of 1, and replicates cannot be told");
  });

  it("has statistics for every kind of outcome, and counts categories", () => {
    for (const outcome of outcomeKinds)
      for (const name of statisticsFor(outcome)) expect(statisticNames).toContain(name);
    const replicates = replicatesOf("ordinal", [1, 2, 2], [[1, 1, 3]], { categories: ["low", "mid", "high"] });
    expect(ppcStatistics(replicates).map(({ name, observed, replicated }) => [name, observed, replicated[0]])).toEqual([
      ["count of low", 1, 2],
      ["count of mid", 2, 0],
      ["count of high", 0, 1],
    ]);
    expect(() => ppcStatistics(replicates, { statistics: ["men"] })).toThrow('no statistic "men"');
  });

  it("has nothing to say of censored responses", () => {
    expect(ppcStatistics(replicatesOf("positive", [1, 2], [[1, 2]], { censored: Int32Array.of(0, 1) }))).toEqual([]);
  });
});
