import { describe, expect, test } from "vitest";
import { cumulativeJensenShannon } from "../../../diagnostics/sensitivity/cumulativeJensenShannon.js";
import { powerScale } from "../../../diagnostics/sensitivity/powerScale.js";
import { powerScaledQuantities } from "../../../diagnostics/sensitivity/powerScaledQuantities.js";
import { sensitivityText } from "../../../diagnostics/sensitivity/sensitivityText.js";
import type { Components } from "../../../engine/core/Components.js";
import { stream } from "../../../engine/random/stream.js";
import { drawsOf } from "../draws.js";
import { readColumns, readValues } from "../loo/reference.js";

interface Reference {
  readonly values: Readonly<Record<string, number>> & {
    readonly "prior_alphas_0.8_1.25": Readonly<Record<string, number>>;
    readonly "likelihood_alphas_0.8_1.25": Readonly<Record<string, number>>;
  };
  readonly cjs_x1234_w1234: number;
  readonly cjs_linspace50_exp03: number;
}

const reference = readValues<Reference>("univariate-normal.json");
const [mu, sigma, priorMu, priorSigma, likelihood] = readColumns("univariate-normal.csv.gz");
const chain = (values: Float64Array, c: number) => values.subarray(1000 * c, 1000 * (c + 1));
const draws = drawsOf(
  ["mu", "sigma"],
  [0, 1, 2, 3].map((c) => [chain(mu, c), chain(sigma, c)]),
);
const components: Components = {
  blocks: [
    { name: "mu", hierarchical: false },
    { name: "sigma", hierarchical: false },
  ],
  rows: [],
  logPrior: [0, 1, 2, 3].map((c) =>
    Float64Array.from({ length: 2000 }, (_, i) => chain(i % 2 === 0 ? priorMu : priorSigma, c)[i >> 1]),
  ),
  logLikelihood: [0, 1, 2, 3].map((c) => chain(likelihood, c)),
};

describe("ArviZ's test of power-scaling is met to 1e-8", () => {
  const tolerance = 8;

  test("sensitivities of mu and sigma to prior and likelihood, and their diagnosis", () => {
    const { rows, warnings } = powerScale(draws, components);
    expect(rows.map(({ variable }) => variable)).toEqual(["mu", "sigma"]);
    for (const row of rows) {
      expect(row.prior).toBeCloseTo(reference.values[`prior_${row.variable}`], tolerance);
      expect(row.likelihood).toBeCloseTo(reference.values[`likelihood_${row.variable}`], tolerance);
      expect(row.diagnosis).toBe("potential prior-likelihood conflict");
    }
    expect(warnings).toEqual([]);
  });

  test("with powers farther from 1", () => {
    for (const row of powerScale(draws, components, { alphas: [0.8, 1.25] }).rows) {
      expect(row.prior).toBeCloseTo(reference.values["prior_alphas_0.8_1.25"][row.variable], tolerance);
      expect(row.likelihood).toBeCloseTo(reference.values["likelihood_alphas_0.8_1.25"][row.variable], tolerance);
    }
  });

  test("distances between plain and weighted draws", () => {
    const x = Float64Array.of(1, 2, 3, 4);
    expect(cumulativeJensenShannon(x, Float64Array.of(0.1, 0.2, 0.3, 0.4))).toBeCloseTo(reference.cjs_x1234_w1234, 12);
    const even = new Float64Array(4).fill(0.25);
    expect(cumulativeJensenShannon(x, even)).toBe(0);
  });
});

describe("a normal model whose scaled posterior is known", () => {
  // y ~ normal(theta, 1) n times with mean 2, theta ~ normal(0, s²): precision a/s² + b n for powers a and b, mean b n 2 / precision.
  const n = 10;
  const s = 1;
  const known = (a: number, b: number) => {
    const precision = a / (s * s) + b * n;
    return { mean: (b * n * 2) / precision, sd: 1 / Math.sqrt(precision) };
  };
  const rng = stream("1", "scaled");
  const { mean, sd } = known(1, 1);
  const theta = [0, 1, 2, 3].map(() => Float64Array.from({ length: 5000 }, () => mean + sd * rng.normal()));
  const effects = theta.map((values) => values.map(() => rng.normal()));
  const conjugate = drawsOf(
    ["theta", "u", "fixed"],
    theta.map((values, c) => [values, effects[c], new Float64Array(5000).fill(3)]),
  );
  const parts: Components = {
    blocks: [
      { name: "theta", hierarchical: false },
      { name: "u", hierarchical: true },
    ],
    rows: [],
    logPrior: theta.map((values, c) =>
      Float64Array.from({ length: 10000 }, (_, i) =>
        i % 2 === 0 ? (-0.5 * values[i >> 1] ** 2) / (s * s) : -0.5 * effects[c][i >> 1] ** 2,
      ),
    ),
    logLikelihood: theta.map((values) => values.map((t) => -0.5 * n * (2 - t) ** 2)),
  };

  test.each(["prior", "likelihood"] as const)("means, sds and quantiles follow a scaled %s", (component) => {
    const scaled = powerScaledQuantities(conjugate, parts, {
      component,
      alphas: [0.6, 1, 1.5],
      probabilities: [0.1, 0.5],
      variables: ["theta"],
    });
    for (const { alpha, paretoK, variables } of scaled) {
      const expected = component === "prior" ? known(alpha, 1) : known(1, alpha);
      const [{ mean: m, sd: d, quantiles }] = variables;
      // Some four standard errors of 20,000 independent draws, more where weights are uneven.
      const error = (0.04 * expected.sd) / Math.sqrt(alpha === 1 ? 1.5 : 1);
      expect(Math.abs(m - expected.mean)).toBeLessThan(error);
      expect(Math.abs(d - expected.sd)).toBeLessThan(error);
      expect(Math.abs(quantiles[0] - (expected.mean - 1.2815515655446004 * expected.sd))).toBeLessThan(2 * error);
      expect(Math.abs(quantiles[1] - expected.mean)).toBeLessThan(2 * error);
      if (alpha !== 1) expect(paretoK.value).toBeLessThan(0.7);
      if (alpha !== 1 && component === "likelihood") expect(Math.abs(d - sd)).toBeGreaterThan(2 * error);
    }
  });

  test("the priors of group effects stay as they are unless asked for", () => {
    const { rows, blocks, leftOut } = powerScale(conjugate, parts);
    expect([blocks, leftOut]).toEqual([["theta"], ["u"]]);
    expect(rows[1].prior).toBeLessThan(0.05);
    const all = powerScale(conjugate, parts, { blocks: ["theta", "u"] });
    expect(all.leftOut).toEqual([]);
    expect(all.rows[1].prior).toBeGreaterThan(0.06);
    expect(all.rows[1].diagnosis).toBe("potential strong prior / weak likelihood");
  });

  test("a constant has no sensitivity, with the reason", () => {
    const [row] = powerScale(conjugate, parts, { variables: ["fixed"] }).rows;
    expect(row).toEqual({ variable: "fixed", prior: NaN, likelihood: NaN, diagnosis: "", reason: "constant" });
  });

  test("a prior that says nothing moves nothing, and one that is not finite has no answer", () => {
    const flat = { ...parts, logPrior: parts.logPrior.map((values) => values.map(() => 0)) };
    const [row] = powerScale(conjugate, flat).rows;
    // Rounding of 20,000 weights, of which a square root is taken.
    expect(row.prior).toBeLessThan(1e-5);
    expect(row.likelihood).toBeGreaterThan(0.1);
    expect(row.diagnosis).toBe("");
    const broken = { ...parts, logPrior: parts.logPrior.map((values) => values.map((x, i) => (i === 4 ? NaN : x))) };
    expect(powerScale(conjugate, broken).rows[0]).toMatchObject({ prior: NaN, reason: "nonfinite" });
    const [{ variables }] = powerScaledQuantities(conjugate, broken, { component: "prior", alphas: [0.9] });
    expect(variables[0]).toMatchObject({ mean: NaN, reason: "nonfinite" });
  });

  test("powers so far from 1 that draws do not tell are warned of", () => {
    const { warnings } = powerScale(conjugate, parts, { alphas: [0.02, 1.01] });
    expect(warnings.map(({ cause }) => cause)).toEqual(["sensitivity_pareto_k"]);
    expect(warnings[0].text).toMatch(/^Pareto k of the weights that scale the likelihood is \d\.\d\d, above 0\.70/);
  });

  test("names that are not there are refused", () => {
    expect(() => powerScale(conjugate, parts, { variables: ["beta"] })).toThrow('unknown variable: "beta"');
    expect(() => powerScale(conjugate, parts, { blocks: ["sd"] })).toThrow(
      'unknown prior: "sd": choose among theta, u',
    );
  });

  test("the text names variables with a diagnosis first and says what was scaled", () => {
    const text = sensitivityText(powerScale(conjugate, parts, { blocks: ["u"], variables: ["theta", "u"] }), {
      width: 80,
    });
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^variable +prior +likelihood +diagnosis$/);
    expect(lines[1]).toMatch(/^u +0\.\d{3} +0\.\d{3} +potential strong prior \/ weak likelihood$/);
    expect(lines[2]).toMatch(/^theta +0\.\d{3} +0\.\d{3} +-$/);
    expect(text.replace(/\n/g, " ")).toContain("Scaled: the prior of u. Not scaled: theta.");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

test("distances do not change with the unit, and are those of the mirrored draws", () => {
  const x = Float64Array.from({ length: 50 }, (_, i) => i / 7);
  const raw = x.map((value) => Math.exp(0.3 * value));
  const total = raw.reduce((sum, w) => sum + w, 0);
  const weights = raw.map((w) => w / total);
  const distance = cumulativeJensenShannon(x, weights);
  expect(
    cumulativeJensenShannon(
      x.map((value) => 1000 * value - 5),
      weights,
    ),
  ).toBeCloseTo(distance, 12);
  const mirrored = x.map((value) => -value).reverse();
  expect(cumulativeJensenShannon(mirrored, weights.slice().reverse())).toBeCloseTo(distance, 14);
});
