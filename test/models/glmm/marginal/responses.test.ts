import { describe, expect, it } from "vitest";
import {
  impliedResponseDraws,
  impliedResponses,
  impliedResponsesText,
} from "../../../../models/glmm/marginal/index.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { posteriorAt } from "./posteriorAt.js";
import { toenailPosterior, toenailReference as reference } from "./toenail.js";

const table = tableFromColumns({
  y: [1, 0, 3, 2, 5, 1],
  n: [4, 4, 5, 6, 7, 3],
  x: [0, 1, 2, 0, 1, 2],
  g: ["a", "a", "a", "b", "b", "b"],
  h: ["k", "l", "k", "l", "k", "l"],
  row: ["1", "2", "3", "4", "5", "6"],
});

describe("impliedResponses", () => {
  it("gives variances and covariances of a patient's binary responses as R does by its integrate", () => {
    const { responses, pairs } = impliedResponses(toenailPosterior, { group: "id", level: 1 });
    responses.forEach(({ row, mean, variance, dispersion }, i) => {
      expect(row).toBe(reference.first.rows[i]);
      expect(mean.mean).toBeCloseTo(reference.first.mean[i], 11);
      expect(variance.mean).toBeCloseTo(reference.first.covariance[i][i], 11);
      expect(dispersion.mean).toBeCloseTo(1, 10);
    });
    expect(pairs).toHaveLength(21);
    for (const { first, second, groups, covariance, correlation } of pairs) {
      expect(groups).toEqual(["id"]);
      expect(covariance.mean).toBeCloseTo(reference.first.covariance[first][second], 10);
      expect(correlation.mean).toBeCloseTo(reference.first.correlation[first][second], 9);
    }
  });

  it("of Poisson counts with random slopes follows Cov = mu_i mu_j (exp(z_i' S z_j) − 1)", () => {
    const [b0, b1, sd0, sd1, rho, sdh] = [0.3, 0.4, 0.7, 0.5, -0.3, 0.6];
    const posterior = posteriorAt(
      ["y ~ x + (1 + x | g) + (1 | h)"],
      table,
      { family: "poisson" },
      {
        ...{ b_Intercept: [b0], b_x: [b1], sd_g__Intercept: [sd0], sd_g__x: [sd1], cor_g__Intercept__x: [rho] },
        sd_h__Intercept: [sdh],
      },
    );
    const { responses, pairs } = impliedResponseDraws(posterior, { rows: [0, 1, 2, 3, 4, 5] });
    const x = [0, 1, 2, 0, 1, 2];
    const [g, h] = [
      [0, 0, 0, 1, 1, 1],
      [0, 1, 0, 1, 0, 1],
    ];
    const c = (i: number, j: number) =>
      (g![i] === g![j] ? sd0 * sd0 + rho * sd0 * sd1 * (x[i]! + x[j]!) + sd1 * sd1 * x[i]! * x[j]! : 0) +
      (h![i] === h![j] ? sdh * sdh : 0);
    const mu = x.map((value, i) => Math.exp(b0 + b1 * value + c(i, i) / 2));
    responses.forEach(({ mean, variance, dispersion }, i) => {
      const expected = mu[i]! + mu[i]! ** 2 * Math.expm1(c(i, i));
      expect(mean[0]! / mu[i]!).toBeCloseTo(1, 12);
      expect(variance[0]! / expected).toBeCloseTo(1, 11);
      expect(dispersion[0]! / (expected / mu[i]!)).toBeCloseTo(1, 11);
    });
    expect(pairs).toHaveLength(15);
    for (const { first, second, covariance } of pairs) {
      const expected = mu[first]! * mu[second]! * Math.expm1(c(first, second));
      expect(Math.abs(covariance[0]! - expected)).toBeLessThan(1e-11 * Math.max(1, expected));
    }
  });

  it("of a gaussian response is the intraclass correlation", () => {
    const posterior = posteriorAt(
      ["y ~ x + (1 | g) + (1 | h)"],
      table,
      { family: "gaussian" },
      {
        ...{ b_Intercept: [1, 2], b_x: [1, 0], sd_g__Intercept: [2, 1], sd_h__Intercept: [1, 3], sigma: [3, 0.5] },
      },
    );
    const { pairs, responses } = impliedResponseDraws(posterior);
    expect(pairs.map(({ groups }) => groups)).toEqual([["g"], ["h"]]);
    expect(pairs[0]!.correlation[0]).toBeCloseTo(4 / 14, 13);
    expect(pairs[1]!.correlation[1]).toBeCloseTo(9 / 10.25, 13);
    expect(responses[0]!.variance[0]).toBeCloseTo(14, 12);
    expect(responses[0]!.dispersion[0]).toBeCloseTo(14 / 9, 12);
  });

  it("of negative binomial counts has the variance of two mixtures", () => {
    const [b0, s, shape] = [0.5, 0.8, 1.7];
    const posterior = posteriorAt(
      ["y ~ 1 + (1 | g)"],
      table,
      { family: "negbinomial" },
      {
        ...{ b_Intercept: [b0], sd_g__Intercept: [s], shape: [shape] },
      },
    );
    const { responses } = impliedResponseDraws(posterior);
    const mu = Math.exp(b0 + (s * s) / 2);
    const variance = mu + mu * mu * Math.expm1(s * s) + (mu * mu * Math.exp(s * s)) / shape;
    expect(responses[0]!.variance[0]! / variance).toBeCloseTo(1, 11);
  });

  it("of binomial counts by a double integral is that of a fine grid, for effects that are shared in part", () => {
    const [b0, b1, sg, sh] = [-0.4, 0.3, 1.1, 0.7];
    const posterior = posteriorAt(
      ["y | trials(n) ~ x + (1 | g) + (1 | h)"],
      table,
      { family: "binomial" },
      {
        ...{ b_Intercept: [b0], b_x: [b1], sd_g__Intercept: [sg], sd_h__Intercept: [sh] },
      },
    );
    const { responses, pairs } = impliedResponseDraws(posterior, { rows: [0, 1] });
    const p = (eta: number) => 1 / (1 + Math.exp(-eta));
    // Sums over a grid of a step that the trapezoidal rule is exact for to all digits.
    const grid = Array.from({ length: 121 }, (_, k) => (k - 60) * 0.15);
    const over = (f: (z: number) => number) =>
      grid.reduce((sum, z) => sum + (0.15 * f(z) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI), 0);
    const given = (row: number) => (g: number) => over((z) => p(b0 + b1 * [0, 1][row]! + sg * g + sh * z));
    const means = [0, 1].map((row) => over(given(row)));
    const square = over((g) => over((z) => p(b0 + sg * g + sh * z) ** 2));
    const covariance = 16 * (over((g) => given(0)(g) * given(1)(g)) - means[0]! * means[1]!);
    const variance = 4 * (means[0]! - square) + 16 * (square - means[0]! ** 2);
    expect(responses[0]!.mean[0]).toBeCloseTo(4 * means[0]!, 11);
    expect(responses[0]!.variance[0]).toBeCloseTo(variance, 10);
    expect(responses[0]!.dispersion[0]).toBeCloseTo(variance / (4 * means[0]! * (1 - means[0]!)), 10);
    expect(pairs[0]!.groups).toEqual(["g"]);
    expect(pairs[0]!.covariance[0]).toBeCloseTo(covariance, 10);
  });

  it("shares the effects of outer groups where inner ones lie in them, and none of effects of single rows", () => {
    const posterior = posteriorAt(
      ["y ~ 1 + (1 | g/h) + (1 | row)"],
      table,
      { family: "poisson" },
      {
        ...{ b_Intercept: [0], sd_g__Intercept: [1], "sd_g:h__Intercept": [1], sd_row__Intercept: [1] },
      },
    );
    expect(impliedResponses(posterior).pairs.map(({ groups }) => groups)).toEqual([["g"], ["g", "g:h"]]);
  });

  it("tells rows and levels that there are not by name", () => {
    expect(() => impliedResponses(toenailPosterior, { group: "idd", level: 1 })).toThrow('did you mean "id"');
    expect(() => impliedResponses(toenailPosterior, { group: "id", level: "x" })).toThrow('unknown level "x" of "id"');
    expect(() => impliedResponses(toenailPosterior, { rows: [5000] })).toThrow("from 0 to 1907");
  });

  it("prints moments and a matrix of correlations", () => {
    const text = impliedResponsesText(impliedResponses(toenailPosterior, { group: "id", level: 1 }), { width: 80 });
    expect(text).toMatch(/row 7 +0\.21 +0\.23 +0\.29 +0\.32 +0\.40 +0\.45/);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(impliedResponsesText(impliedResponses(toenailPosterior))).toMatch(/id +0\.\d\d/);
  });
});
