/** The data scale against QGglmm, numerical integration in R, and closed forms. */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { exp } from "../../../../engine/math/exp.js";
import { normalCdf } from "../../../../engine/math/normalCdf.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import { exponentialMoments, quadratureMoments } from "../../../../models/glmm/variance/dataMoments.js";
import { shareDrawsOf } from "../../../../models/glmm/variance/shareDraws.js";
import { stream } from "../../../../engine/random/stream.js";
import { handMade, term } from "../groups/handMade.js";

interface Case {
  readonly model: string;
  readonly predict: readonly number[];
  readonly component: number;
  readonly total: number;
  readonly mean: number;
  /** With the variance between rows, and without. */
  readonly variance: number;
  readonly within: number;
  readonly additive: number;
  readonly icc: number;
}

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/variance/values.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

/** As make.R calls them, with the draws of what else the family has. */
const models: ReadonlyMap<string, readonly [FamilyName, LinkName, Readonly<Record<string, number>>]> = new Map([
  ["binom1.logit", ["bernoulli", "logit", {}]],
  ["binom1.probit", ["bernoulli", "probit", {}]],
  ["binom1.cloglog", ["bernoulli", "cloglog", {}]],
  ["beta.logit", ["beta", "logit", { phi: 7 }]],
  ["gaussian.log", ["gaussian", "log", { sigma: 1.3 }]],
  ["Poisson.log", ["poisson", "log", {}]],
  ["Poisson.sqrt", ["poisson", "sqrt", {}]],
  ["negbin.log", ["negbinomial", "log", { shape: 2.5 }]],
  ["negbin.sqrt", ["negbinomial", "sqrt", { shape: 2.5 }]],
]);

/** One draw of a model with a term of the component's variance and one of the rest, whose rows' predictors are given. */
function fitOf(family: FamilyName, link: LinkName, more: Readonly<Record<string, number>>, one: Omit<Case, "model">) {
  const rows = one.predict.length;
  const index = Array.from({ length: rows }, (_, row) => row % 2);
  const draws = {
    b_Intercept: 0,
    b_x: 1,
    sd_g__Intercept: Math.sqrt(one.component),
    sd_h__Intercept: Math.sqrt(one.total - one.component),
    ...more,
  };
  return handMade({
    family,
    link,
    response: { values: new Float64Array(rows) },
    columns: { x: one.predict },
    groups: [term("g", ["a", "b"], index), term("h", ["a", "b"], index)],
    draws: Object.fromEntries(Object.entries(draws).map(([name, value]) => [name, [value]])),
  });
}

const relative = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);

describe("shares on the data scale", () => {
  it.each(
    reference.cases.map((one) => [`${one.model}, ${one.predict.length} rows, variance ${one.total}`, one] as const),
  )("are those of integrals in R: %s", (_, one) => {
    const [family, link, more] = models.get(one.model)!;
    const fit = fitOf(family, link, more, one);
    const total = shareDrawsOf(fit, { fixed: true });
    const within = shareDrawsOf(fit);
    // R's nested integrals are good to some 1e-9; cloglog's singularity is nearest to the real line.
    const tolerance = link === "cloglog" && one.total > 1 ? 3e-6 : 1e-8;
    expect(relative(total.response.mean[0]!, one.mean)).toBeLessThan(tolerance);
    expect(relative(total.response.variance[0]!, one.variance)).toBeLessThan(tolerance);
    expect(relative(within.response.variance[0]!, one.within)).toBeLessThan(tolerance);
    expect(relative(total.rows[0]!.data.additive[0]!, one.additive)).toBeLessThan(tolerance);
    expect(relative(total.rows[0]!.data.icc[0]!, one.icc)).toBeLessThan(tolerance);
    expect(relative(within.rows[0]!.data.icc[0]!, (one.icc * one.variance) / one.within)).toBeLessThan(tolerance);
  });

  // Printed in the vignette "How to use QGglmm" of QGglmm 0.8.0 (GPL-2), sections 4.2 and 5.2. Its Poisson output, with the latent
  // heritability 0.5142857, is that of variances 0.54 and 1.05, not of those printed above it.
  it("are the published examples of QGparams", () => {
    const poisson = shareDrawsOf(
      fitOf("poisson", "log", {}, { predict: [0.89], component: 0.54, total: 1.05 } as unknown as Case),
    );
    expect(poisson.response.mean[0]).toBeCloseTo(4.116486, 6);
    expect(poisson.response.variance[0]).toBeCloseTo(35.59524, 5);
    expect(poisson.rows[0]!.data.additive[0]).toBeCloseTo(0.2570723, 7);
    expect(poisson.rows[0]!.latent[0]).toBeCloseTo(0.5142857, 7);
    const logit = shareDrawsOf(
      fitOf("binomial", "logit", {}, { predict: [0.5], component: 0.5, total: 1 } as unknown as Case),
    );
    expect(logit.response.mean[0]).toBeCloseTo(0.6020271, 7);
    expect(logit.response.variance[0]).toBeCloseTo(0.2395905, 7);
    expect(logit.rows[0]!.data.additive[0]).toBeCloseTo(0.08263184, 8);
  });

  it("are numbers where the variance of a response is none, with a note of how many draws are so", () => {
    // For large s² the variance of a count is e^(2 η + 2 s²): two that share all effects have correlation 1, those that share the part
    // ρ of them e^(s² (ρ − 1)), and effects pass on ρ s² e^(−s²) linearly.
    for (const [family, more, own] of [
      ["poisson", {}, 0],
      ["negbinomial", { shape: 2.5 }, 0.4],
    ] as const) {
      for (const total of [40, 200, 360, 600]) {
        const one = { predict: [0.5, 0.5], component: 0.9 * total, total } as unknown as Case;
        const { rows, response, notes } = shareDrawsOf(fitOf(family, "log", more, one));
        const [{ data, reason }] = rows as [(typeof rows)[0]];
        const close = (value: number, expected: number) => expect(relative(value, expected)).toBeLessThan(1e-12);
        // Exponents of some hundreds lose as many ulp.
        close(data.icc[0]!, exp(-0.1 * total) / (1 + own));
        close(data.additive[0]!, (0.9 * total * exp(-total)) / (1 + own));
        if (own > 0) close(rows.at(-1)!.data.icc[0]!, own / (1 + own));
        expect(reason).toBeUndefined();
        expect(response.variance[0] === Infinity).toBe(total > 354);
        expect(notes.some((note) => note.startsWith("In 1 of 1 draws the variance of a response is too large"))).toBe(
          total > 354,
        );
      }
    }
  });

  it("that are lost come with how many draws are", () => {
    const one = { predict: [0.5], component: 0.5, total: 1 } as unknown as Case;
    // 1/shape is infinite.
    const { rows } = shareDrawsOf(fitOf("negbinomial", "log", { shape: 1e-310 }, one));
    for (const { reason } of rows) expect(reason).toMatch(/^in 1 of 1 draws the variance of a response is too large/);
  });

  it("do not depend on which rows come in which stratum, though their units differ", () => {
    // A slope makes each row's variance its own: 0 and 4 times that of the effect.
    const rows = { x: [0, 2] };
    const fit = handMade({
      family: "poisson",
      link: "log",
      response: { values: [0, 0] },
      columns: { x: [0, 0] },
      groups: [term("g", ["a", "b"], [0, 1], { x: rows.x }), term("h", ["a", "b"], [0, 1])],
      draws: { b_Intercept: [1], b_x: [0], sd_g__x: [1.2], sd_h__Intercept: [0.7] },
    });
    const [v, w] = [1.44 * 4, 0.49];
    const means = [exp(1 + w / 2), exp(1 + (v + w) / 2)] as const;
    const { response, rows: shares } = shareDrawsOf(fit, { fixed: true });
    const mean = (means[0] + means[1]) / 2;
    const variance = (means[0] ** 2 * exp(w) + means[1] ** 2 * exp(v + w)) / 2 - mean ** 2 + mean;
    expect(relative(response.mean[0]!, mean)).toBeLessThan(1e-13);
    expect(relative(response.variance[0]!, variance)).toBeLessThan(1e-13);
    const h = shares.find(({ group }) => group === "h")!;
    const shared = (means[0] ** 2 * (exp(w) - 1) + means[1] ** 2 * (exp(w) - 1)) / 2;
    expect(relative(h.data.icc[0]!, shared / variance)).toBeLessThan(1e-12);
  });

  it("are the published example of QGicc", () => {
    const { response, rows } = shareDrawsOf(
      fitOf("poisson", "log", {}, { predict: [1], component: 0.8, total: 1 } as unknown as Case),
    );
    expect(response.variance[0]).toBeCloseTo(38.9943, 4);
    expect(rows[0]!.data.icc[0]).toBeCloseTo(0.6312627, 7);
  });

  it("add up to one with the residual where a single term has all the variance", () => {
    for (const [family, link, more] of models.values()) {
      const one = { predict: [0.2], component: 0.8, total: 0.8 } as unknown as Case;
      const { rows } = shareDrawsOf(fitOf(family, link, more, one));
      expect(rows[0]!.data.icc[0]! + rows.at(-1)!.data.icc[0]!).toBeCloseTo(1, 9);
    }
  });
});

describe("moments by quadrature", () => {
  const eta = Float64Array.of(-0.6, 0.3, 1.1);
  const weights = Float64Array.of(0.2, 0.5, 0.3);

  it("equal the closed forms of exp to 1e-10", () => {
    for (const s of [0.1, 0.7, 1, 1.5]) {
      const ours = quadratureMoments(exp)(eta, weights, s);
      const exact = exponentialMoments(eta, weights, s);
      // Those of exp are in a unit of their own.
      const unit = exp(exact.logUnit);
      const inUnits = {
        mean: 1,
        first: unit,
        slope: unit,
        squareOfMeans: unit * unit,
        meanSquare: unit * unit,
        within: unit * unit,
      };
      for (const name of ["mean", "first", "squareOfMeans", "meanSquare", "within", "slope"] as const) {
        expect(relative(ours[name], exact[name] * inUnits[name]), `${name} at ${s}`).toBeLessThan(1e-10);
      }
      for (const rho of [0.05, 0.5, 1])
        expect(relative(ours.covariance(rho), exact.covariance(rho) * unit * unit)).toBeLessThan(1e-10);
    }
  });

  it("equal the closed forms of the normal distribution function", () => {
    for (const s of [0.3, 1, 2]) {
      const width = Math.sqrt(1 + s * s);
      const ours = quadratureMoments(normalCdf)(eta, weights, s);
      const over = (f: (x: number) => number) => eta.reduce((sum, x, row) => sum + weights[row]! * f(x), 0);
      // E Φ(η + s z) = Φ(η/√(1 + s²)), and its slope the density of that normal. 96 nodes are worth 1e-9 up to s = 2.
      expect(
        relative(
          ours.mean,
          over((x) => normalCdf(x / width)),
        ),
      ).toBeLessThan(1e-9);
      const density = over((x) => exp((-0.5 * x * x) / (width * width)) / (width * 2.5066282746310002));
      expect(relative(ours.slope, density)).toBeLessThan(1e-8);
    }
  });

  it("with 12 nodes for 400 rows differ by less than 1e-6 from those of all rows", () => {
    const rng = stream("3", "rows");
    const many = Float64Array.from({ length: 400 }, () => 0.5 + 1.5 * rng.normal());
    const equal = new Float64Array(400).fill(1 / 400);
    const logistic = (x: number) => 1 / (1 + exp(-x));
    const few = quadratureMoments(logistic);
    const ours = few(many, equal, 0.8);
    const covariance = ours.covariance(0.6);
    // Row by row, in twenty parts of 20 rows that are taken as they are.
    const parts = Array.from({ length: 20 }, (_, k) => {
      const { mean, squareOfMeans, meanSquare, slope } = few(
        many.subarray(20 * k, 20 * k + 20),
        new Float64Array(20).fill(1 / 20),
        0.8,
      );
      return { mean, squareOfMeans, meanSquare, slope };
    });
    for (const name of ["mean", "squareOfMeans", "meanSquare", "slope"] as const) {
      expect(Math.abs(ours[name] - parts.reduce((sum, part) => sum + part[name], 0) / 20), name).toBeLessThan(1e-6);
    }
    expect(covariance).toBeGreaterThan(0);
  });
});
