import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { erf } from "../../../../engine/math/erf.js";
import { incompleteBeta } from "../../../../engine/math/incompleteBeta.js";
import { stream } from "../../../../engine/random/stream.js";
import { priorDraws } from "../../../../models/glmm/priors/priorDraws.js";
import { madeFit } from "../checking/madeFit.js";

const rng = stream("2", "cells");
const x = Array.from({ length: 20 }, () => 3 + rng.normal());
const table = tableFromColumns({
  x,
  z: x.map(() => rng.normal()),
  y: x.map((value) => value + rng.normal()),
  g: x.map((_, row) => `g${row % 5}`),
});
const draws = 4000;

beforeAll(() => loadTensorflow());

/** The largest distance of the draws' distribution from another. Below 1.95/√n in 999 of 1000 runs (Kolmogorov). */
function distance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  return sorted.reduce((most, value, k) => Math.max(most, Math.abs(cdf(value) - (k + 0.5) / sorted.length)), 0);
}
const farthest = 1.95 / Math.sqrt(draws);
const normalCdf = (value: number, mean: number, sd: number) => 0.5 * (1 + erf((value - mean) / (sd * Math.SQRT2)));

const priors = [
  "b ~ normal(1, 2)",
  "Intercept ~ normal(5, 0.5)",
  "sd ~ exponential(2)",
  "sigma ~ normal(0, 3)",
  "cor ~ lkj(2)",
];

describe("priorDraws", () => {
  const asked = () => madeFit(["y ~ x + z + (x + z | g)"], table, { priors }).posterior;

  it("follow the law of every parameter's prior", () => {
    const got = priorDraws(asked(), { draws, seed: 5 });
    expect(distance(got.get("b_x")!, (value) => normalCdf(value, 1, 2))).toBeLessThan(farthest);
    expect(distance(got.get("Intercept")!, (value) => normalCdf(value, 5, 0.5))).toBeLessThan(farthest);
    expect(distance(got.get("sd_g__z")!, (value) => 1 - Math.exp(-2 * value))).toBeLessThan(farthest);
    expect(distance(got.get("sigma")!, (value) => 2 * normalCdf(value, 0, 3) - 1)).toBeLessThan(farthest);
    // Each correlation of lkj(2) of 3 × 3 is 2 B − 1 with B ~ beta(2.5, 2.5) (Lewandowski, Kurowicka & Joe 2009).
    for (const pair of ["Intercept__x", "Intercept__z", "x__z"]) {
      const cdf = (value: number) => incompleteBeta((value + 1) / 2, 2.5, 2.5);
      expect(distance(got.get(`cor_g__${pair}`)!, cdf)).toBeLessThan(farthest);
    }
  });

  it("have the names of posterior draws, and the centred intercept beside the other", () => {
    const posterior = asked();
    const got = priorDraws(posterior, { draws: 10 });
    const reported = posterior.draws.names.filter((name) => !name.startsWith("r_"));
    expect([...got.keys()].sort()).toEqual([...reported, "Intercept"].sort());
    const means = [x, Array.from((table.columns.get("z") as { values: Float64Array }).values)].map(
      (column) => column.reduce((sum, value) => sum + value, 0) / 20,
    );
    got.get("b_Intercept")!.forEach((value, d) => {
      const slopes = means[0]! * got.get("b_x")![d]! + means[1]! * got.get("b_z")![d]!;
      expect(value).toBeCloseTo(got.get("Intercept")![d]! - slopes, 12);
    });
  });

  it("are the same for the same seed, and for a parameter whatever else there is", () => {
    const posterior = asked();
    const other = madeFit(["y ~ x"], table, { priors: priors.slice(0, 2) }).posterior;
    expect(priorDraws(posterior, { draws: 5 })).toEqual(priorDraws(posterior, { draws: 5 }));
    expect(priorDraws(other, { draws: 5 }).get("b_x")).toEqual(priorDraws(posterior, { draws: 5 }).get("b_x"));
    expect(priorDraws(posterior, { draws: 5, seed: 9 }).get("b_x")).not.toEqual(
      priorDraws(posterior, { draws: 5 }).get("b_x"),
    );
  });

  it("leave out flat priors and the intercepts that they would move", () => {
    const flat = madeFit(["y ~ x", "sigma ~ z"], table, {
      priors: ["b[x] ~ flat()", "sigma: b ~ normal(0, 1)"],
    }).posterior;
    expect([...priorDraws(flat, { draws: 5 }).keys()]).toEqual([
      "Intercept",
      "Intercept_sigma",
      "b_sigma_z",
      "b_sigma_Intercept",
    ]);
    const bounded = madeFit(["y ~ x"], table, { priors: ["sigma ~ flat()"] }).posterior;
    expect(priorDraws(bounded, { draws: 5 }).has("sigma")).toBe(false);
  });

  it("refuse a number of draws that cannot be", () => {
    expect(() => priorDraws(asked(), { draws: 0 })).toThrow("at least 1");
  });
});
