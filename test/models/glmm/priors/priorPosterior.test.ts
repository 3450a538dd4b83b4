/** Prior beside posterior. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { normalCdf } from "../../../../engine/math/normalCdf.js";
import { stream } from "../../../../engine/random/stream.js";
import { hasVariance } from "../../../../models/glmm/priors/hasVariance.js";
import { parseDistribution } from "../../../../models/glmm/priors/parseDistribution.js";
import { priorPosterior } from "../../../../models/glmm/priors/priorPosterior.js";
import { priorPosteriorText } from "../../../../models/glmm/priors/priorPosteriorText.js";
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

/** A posterior whose draws of some parameters are normal, by their mean and standard deviation. */
function withDraws(posterior: Posterior, laws: Readonly<Record<string, readonly [number, number]>>): Posterior {
  const { names } = posterior.draws;
  const values = new Float64Array(draws * names.length);
  names.forEach((name, place) => {
    const own = stream("9", "posterior", name);
    const [mean, sd] = laws[name] ?? [1, 0.1];
    for (let d = 0; d < draws; d += 1) values[d * names.length + place] = mean + sd * own.normal();
  });
  const chain = { ...posterior.draws.chains[0]!, drawCount: draws, values };
  return { ...posterior, draws: { ...posterior.draws, chains: [chain] } };
}

const of = (posterior: Posterior, name: string) => priorPosterior(posterior).rows.find((row) => row.name === name)!;

describe("priorPosterior", () => {
  const priors = ["b ~ normal(0, 2)", "sd ~ exponential(1)", "Intercept ~ normal(3, 1)", "sigma ~ constant(2)"];
  let posterior: Posterior;
  beforeAll(async () => {
    await loadTensorflow();
    posterior = withDraws(madeFit(["y ~ x + z + (1 + x | g)"], table, { priors }).posterior, {
      b_x: [1, 0.5],
      b_z: [0, 2],
    });
  });

  it("has overlap and contraction of normal laws in closed form", () => {
    // Densities of normals with means 0 and 1, sds 2 and 0.5 meet where 15 x² − 32 x + 16 − 8 ln 4 = 0.
    const half = Math.sqrt(32 * 32 - 60 * (16 - 8 * Math.log(4))) / 30;
    const [from, to] = [32 / 30 - half, 32 / 30 + half];
    const outside = 1 - normalCdf((to - 1) / 0.5) + normalCdf((from - 1) / 0.5);
    const shared = outside + normalCdf(to / 2) - normalCdf(from / 2);
    const { overlap, contraction, prior } = of(posterior, "b_x");
    expect(Math.abs(overlap - shared)).toBeLessThan(0.035);
    // The ratio of two variances of 4000 draws each, ± 4 standard errors.
    expect(Math.abs(contraction - (1 - 1 / 16))).toBeLessThan(4 * (1 / 16) * Math.sqrt(4 / draws));
    expect(Math.abs(prior.mean)).toBeLessThan((4 * 2) / Math.sqrt(draws));
    expect(Math.abs(prior["q97.5"] - 2 * 1.96)).toBeLessThan(0.35);
  });

  it("tells a parameter that the data have not moved", () => {
    const { overlap, contraction } = of(posterior, "b_z");
    expect(overlap).toBeGreaterThan(0.95);
    expect(Math.abs(contraction)).toBeLessThan(4 * Math.sqrt(4 / draws));
    expect(priorPosteriorText(priorPosterior(posterior))).toContain("The data say little about b_z: the posterior");
  });

  it("has every parameter but the effects, in the order of draws, with the prior of each", () => {
    const { rows } = priorPosterior(posterior);
    expect(rows.map(({ name, text }) => [name, text])).toEqual([
      ["b_Intercept", "normal(3, 1)"],
      ["b_x", "normal(0, 2)"],
      ["b_z", "normal(0, 2)"],
      ["sd_g__Intercept", "exponential(1)"],
      ["sd_g__x", "exponential(1)"],
      ["cor_g__Intercept__x", "lkj(2)"],
      ["sigma", "constant(2)"],
    ]);
    expect(rows.at(-1)).toMatchObject({ overlap: NaN, contraction: NaN, reasons: { contraction: "constant" } });
  });

  it("says why a number is missing: flat priors, and those without a variance", () => {
    const heavy = withDraws(
      madeFit(["y ~ x + z"], table, { priors: ["b[x] ~ flat()", "b[z] ~ cauchy(0, 1)"] }).posterior,
      {},
    );
    expect(of(heavy, "b_x")).toMatchObject({ overlap: NaN, reasons: { overlap: "a flat prior has no draws" } });
    const { overlap, contraction, prior, reasons } = of(heavy, "b_z");
    expect(overlap).toBeGreaterThan(0);
    expect([contraction, prior.mean, prior.sd]).toEqual([NaN, NaN, NaN]);
    expect(prior.median).toBeCloseTo(0, 0);
    expect(reasons).toEqual({ contraction: "the prior has no variance" });
    expect(JSON.parse(JSON.stringify(priorPosterior(heavy))).rows).toHaveLength(4);
  });

  it("has what coefficients share under a joint prior", () => {
    const joint = withDraws(madeFit(["y ~ x + z"], table, { priors: ["b ~ R2D2(0.5, 8)"] }).posterior, {});
    const { rows } = priorPosterior(joint);
    expect(rows.map(({ name }) => name).slice(-4)).toEqual(["sigma", "R2D2_R2", "R2D2_phi[1]", "R2D2_phi[2]"]);
    expect(rows.every(({ contraction }) => Number.isFinite(contraction))).toBe(true);
    expect(rows.at(-1)!.text).toMatch(/^R2D2/);
  });

  it("fits the terminal", () => {
    for (const width of [50, 80, 120]) {
      const lines = priorPosteriorText(priorPosterior(posterior), { width }).split("\n");
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
      expect(lines[0]).toMatch(/^parameter .*overlap/);
    }
  });
});

describe("hasVariance", () => {
  it.each([
    ["normal(0, 1)", true],
    ["cauchy(0, 1)", false],
    ["student_t(2, 0, 1)", false],
    ["student_t(3, 0, 1)", true],
    ["inv_gamma(0.4, 0.3)", false],
    ["inv_gamma(3, 1)", true],
    ["horseshoe(1)", true],
    ["horseshoe(1, df_slab = 2)", false],
    ["R2D2(0.5, 2)", false],
    ["R2D2(0.5, 3)", true],
  ])("of %s is %s", (text, expected) => {
    expect(hasVariance(parseDistribution(text))).toBe(expected);
  });
});
