import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { families } from "../../../../models/glmm/families/families.js";
import { replicates } from "../../../../models/glmm/checking/index.js";
import { epred, predict, predictionArray } from "../../../../models/glmm/prediction/index.js";
import { madeFit } from "./madeFit.js";

const rows = 10;
const rng = stream("4", "cells");
const x = Array.from({ length: rows }, () => rng.normal());
const count = x.map((value) => Math.floor(2 * Math.abs(value)));
const table = tableFromColumns({
  x,
  count,
  size: count.map((value) => value + 3),
  clinic: count.map((_, row) => `c${row % 2}`),
  ward: count.map((_, row) => `w${row % 5}`),
});

beforeAll(() => loadTensorflow());

describe("replicates", () => {
  const fit = () =>
    madeFit(
      ["count | trials(size) ~ x + (x | clinic) + (1 | clinic:ward)"],
      table,
      { family: "binomial" },
      [30, 2, 40],
    );

  it("are predictions of the draws of even chains, draw by draw", () => {
    const { posterior } = fit();
    // The chain of two draws is left out: the 30th even draw is the first of the third chain.
    const { draws, values, observed, outcome, name, trials, notes } = replicates(posterior, {
      draws: [0, 29, 30, 59],
      seed: 8,
      rowEffects: "conditional",
    });
    expect([...draws]).toEqual([0, 29, 30, 59]);
    const expected = predictionArray(predict(posterior, { draws: [0, 29, 32, 61], seed: 8 }));
    for (let d = 0; d < 4; d += 1) {
      for (let row = 0; row < rows; row += 1) expect(values[d * rows + row]).toBe(expected[row * 4 + d]);
    }
    expect([name, outcome, [...observed]]).toEqual(["count", "bounded", count]);
    expect(notes).toEqual(["given the effects of clinic, clinic:ward"]);
    expect([...trials!]).toEqual(count.map((value) => value + 3));
  });

  it("are of 50 draws evenly spaced, or of all where there are fewer", () => {
    const { posterior } = fit();
    const { draws, values } = replicates(posterior);
    expect([draws.length, draws[0], draws[1], draws[49]]).toEqual([50, 0, 1, 58]);
    expect(values.length).toBe(50 * rows);
    expect(replicates(posterior, { draws: 1000 }).draws.length).toBe(60);
    expect(replicates(posterior).values).toEqual(values);
    expect(replicates(posterior, { seed: 1 }).values).not.toEqual(values);
  });

  it("come with the expected response and every grouping once", () => {
    const { posterior } = fit();
    const { expected, groups } = replicates(posterior, { draws: 2, rowEffects: "conditional" });
    const places = [...Array.from({ length: 30 }, (_, k) => k), ...Array.from({ length: 30 }, (_, k) => 32 + k)];
    const all = predictionArray(epred(posterior, { draws: places }));
    for (let row = 0; row < rows; row += 1) {
      const mean = all.subarray(row * 60, (row + 1) * 60).reduce((sum, value) => sum + value, 0) / 60;
      expect(expected![row]).toBeCloseTo(mean, 12);
    }
    expect(groups!.map(({ name, levels }) => [name, levels.length])).toEqual([
      ["clinic", 2],
      ["clinic:ward", 10],
    ]);
    expect(groups![0]!.codes[3]).toBe(1);
  });

  it("draw effects of single rows anew from their law, not those that have seen the response", () => {
    const { posterior } = madeFit(["count ~ x + (1 | clinic) + (1 | clinic:ward)"], table, { family: "gaussian" }, [2]);
    // One draw over and over, by a listing of the same draw: 4,000 replicates of each row.
    const { values, notes, expected } = replicates(posterior, { draws: new Int32Array(4000) });
    expect(notes).toEqual(["given the effects of clinic", "with effects of single rows (clinic:ward) drawn anew"]);
    const of = (name: string) => posterior.draws.chains[0]!.values[posterior.draws.names.indexOf(name)]!;
    const spread = Math.hypot(of("sd_clinic:ward__Intercept"), of("sigma"));
    const centre = predictionArray(epred(posterior, { draws: [0], groups: ["clinic"] }));
    for (let row = 0; row < rows; row += 1) {
      const drawn = Float64Array.from({ length: 4000 }, (_, d) => values[d * rows + row]!);
      const mean = drawn.reduce((sum, value) => sum + value, 0) / 4000;
      const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3999;
      // Five standard errors of a mean and of a standard deviation of 4,000 normal draws.
      expect(Math.abs(mean - centre[row]!) / spread).toBeLessThan(5 / Math.sqrt(4000));
      expect(Math.abs(Math.sqrt(variance) / spread - 1)).toBeLessThan(5 / Math.sqrt(8000));
    }
    expect(expected).not.toEqual(replicates(posterior, { draws: 2, rowEffects: "conditional" }).expected);
  });

  it("may leave effects of groups out", () => {
    const { posterior } = fit();
    const without = replicates(posterior, { draws: [5], groups: "none", seed: 2 });
    expect(without.values).toEqual(predictionArray(predict(posterior, { draws: [5], groups: "none", seed: 2 })));
    expect(without.expected).not.toEqual(replicates(posterior, { draws: [5], seed: 2 }).expected);
  });

  it("refuses draws that there are not", () => {
    const { posterior } = fit();
    expect(() => replicates(posterior, { draws: [60] })).toThrow("numbers from 0 to 59, but 60 is not");
    expect(() => replicates(posterior, { draws: [] })).toThrow("but none are given");
    expect(() => replicates(posterior, { draws: 0 })).toThrow("at least 1");
    expect(() => predict(posterior, { draws: [72] })).toThrow("from 0 to 71, at least one; one is 72");
  });

  it("knows what kind of response each family has", () => {
    const kinds = [...families].map(([family, { outcome }]) => [family, outcome]);
    expect(Object.fromEntries(kinds)).toMatchObject({
      gaussian: "continuous",
      student: "continuous",
      bernoulli: "binary",
      binomial: "bounded",
      poisson: "count",
      negbinomial: "count",
      gamma: "positive",
      beta: "proportion",
      lognormal: "positive",
      zero_inflated_poisson: "count",
      beta_binomial: "bounded",
      cumulative: "ordinal",
      categorical: "nominal",
      weibull: "positive",
    });
  });
});
