/** What the three words for weights mean: precisions, samples, and the lines that say it. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { scattered } from "../../support/models.js";
import { conditioned, densityOf, integrated, plain, rows, table, weightsOf } from "./weightedTable.js";

beforeAll(async () => void (await loadTensorflow()));

describe.each([
  { family: "gaussian", geometry: plain },
  { family: "gaussian", geometry: integrated },
  { family: "student", geometry: conditioned },
])("precisions with a formula of sigma, $family, $geometry", ({ family, geometry }) => {
  it("are an offset of minus half their logarithm", () => {
    const options = { family, priors: ["b ~ normal(0, 3)", "sd ~ exponential(1)"] };
    const weighted = densityOf(["y | weights(p, precision) ~ x + (x | g)", "sigma ~ z"], options, geometry);
    const offset = densityOf(["y ~ x + (x | g)", "sigma ~ z + offset(-log(p) / 2)"], options, geometry);
    const position = Float64Array.from(scattered(weighted.dimension, 4), (v) => v - 0.5);
    const [ours, theirs] = [weighted.at(position), offset.at(position)];
    expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-10 * Math.abs(theirs.value));
    ours.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(theirs.gradient[i]!, 8));
    ours.logLikelihood.forEach((value, row) => expect(value).toBeCloseTo(theirs.logLikelihood[row]!, 9));
  });
});

describe("precisions with one sigma, effects integrated out", () => {
  const p = weightsOf("p");
  const s = weightsOf("s");
  const [x, y] = [weightsOf("x"), weightsOf("y")];

  /** log N(y; x b, diag(variance) + tau² Z Zᵀ). */
  function dense(draws: ReadonlyMap<string, number>, variance: (row: number) => number): number {
    const tau = draws.get("sd_g__Intercept")!;
    const covariance = Float64Array.from({ length: rows * rows }, (_, at) => {
      const [i, j] = [Math.floor(at / rows), at % rows];
      return (i % 7 === j % 7 ? tau * tau : 0) + (i === j ? variance(i) : 0);
    });
    const factor = cholesky(covariance, rows);
    const residual = Float64Array.from(y, (value, row) => value - draws.get("b_x")! * x[row]!);
    const half = solveTriangular(factor, residual);
    let sum = -0.5 * rows * Math.log(2 * Math.PI);
    for (let i = 0; i < rows; i++) sum -= Math.log(factor[i * rows + i]!) + 0.5 * half[i]! * half[i]!;
    return sum;
  }

  it.each([
    [
      "y | weights(p, precision) ~",
      "y ~",
      (sigma: number, row: number) => (sigma * sigma) / p[row]!,
      (sigma: number) => sigma * sigma,
    ],
    [
      "y | weights(p, precision) + se(s, sigma = TRUE) ~",
      "y | se(s, sigma = TRUE) ~",
      (sigma: number, row: number) => s[row]! * s[row]! + (sigma * sigma) / p[row]!,
      (sigma: number, row: number) => s[row]! * s[row]! + sigma * sigma,
    ],
  ])(
    "%s 0 + x + (1 | g) differs from the model without them as the dense normal densities do",
    (left, without, variance, plainVariance) => {
      // A prior that is not normal keeps the coefficient in the position.
      const priors = ["b ~ student_t(3, 0, 2)", "sd ~ exponential(1)", "sigma ~ exponential(1)"];
      const [weighted, other] = [left, without].map((text) =>
        densityOf(`${text} 0 + x + (1 | g)`, { priors }, integrated),
      );
      expect(weighted!.dimension).toBe(3);
      for (const seed of [1, 2, 3]) {
        const position = Float64Array.from(scattered(3, seed), (v) => v - 0.5);
        const [ours, theirs] = [weighted!.at(position), other!.at(position)];
        for (const name of weighted!.names) expect(ours.draws.get(name)).toBe(theirs.draws.get(name));
        const sigma = ours.draws.get("sigma")!;
        const expected =
          dense(ours.draws, (row) => variance(sigma, row)) - dense(ours.draws, (row) => plainVariance(sigma, row));
        expect(ours.value - theirs.value).toBeCloseTo(expected, 8);
      }
    },
  );
});

describe("weights of a sample", () => {
  it.each([
    ["y", "gaussian", integrated],
    ["count", "poisson", conditioned],
  ] as const)("are frequencies that add up to the number of rows: %s, %s", (response, family, geometry) => {
    const total = weightsOf("p").reduce((sum, weight) => sum + weight, 0);
    const options = { family, priors: ["b ~ normal(0, 3)"] };
    const sampled = densityOf(`${response} | weights(p, sampling) ~ x + (1 | g)`, options, geometry);
    const frequent = densityOf(
      `${response} | weights(p * ${rows} / ${total}, frequency) ~ x + (1 | g)`,
      options,
      geometry,
    );
    const position = Float64Array.from(scattered(sampled.dimension, 4), (v) => v - 0.5);
    const [ours, theirs] = [sampled.at(position), frequent.at(position)];
    expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-10 * Math.abs(theirs.value));
    ours.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(theirs.gradient[i]!, 8));
  });

  it("leave a warning that intervals are not design-based, which other weights do not", () => {
    const warningsOf = (meaning: string) => glmm(`y | weights(p, ${meaning}) ~ x`).warnings(table);
    const [warning, ...more] = warningsOf("sampling");
    expect(more).toEqual([]);
    expect(warning!.cause).toBe("sampling_weights");
    const p = weightsOf("p");
    const left = p.reduce((a, b) => a + b, 0) ** 2 / p.reduce((a, b) => a + b * b, 0);
    expect(warning!.text).toContain(`where the weights leave about ${Math.round(left)} (Kish)`);
    expect(warning!.text).toContain("not design-based");
    expect(glmm("y | weights(p, sampling) ~ x").trace(table).warnings).toEqual([warning]);
    expect(warningsOf("frequency")).toEqual([]);
    expect(warningsOf("precision")).toEqual([]);
  });
});

describe("the description of a model", () => {
  const lineOf = (weights: string) => glmm(`y | ${weights} ~ x`).describe(table).lines[2];

  it("says what weights were taken to mean, and what frequencies add up to", () => {
    const total = weightsOf("w").reduce((sum, weight) => sum + weight, 0);
    expect(lineOf("weights(p, precision)")).toBe(
      "weights of precision: the residual variance of a row is sigma²/weight",
    );
    expect(lineOf("weights(w, frequency)")).toBe(`weights of frequency: 70 rows stand for ${total}`);
    expect(lineOf("weights(w / 2, frequency)")).toBe(
      `weights of frequency: 70 rows stand for ${total / 2}, not all of them whole numbers`,
    );
    expect(lineOf("weights(w, sampling)")).toBe(
      "weights of sampling: scaled to add up to 70, the number of rows; intervals are not design-based",
    );
  });
});
