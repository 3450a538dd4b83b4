import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { quantileOfSorted } from "../../../../engine/math/quantileOfSorted.js";
import { interpretationNotes } from "../../../../models/glmm/advice/interpretationNotes.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { marginal, marginalDraws, marginalText } from "../../../../models/glmm/marginal/index.js";
import { onlyInterceptMoves } from "../../../../models/glmm/marginal/onlyInterceptMoves.js";
import { projection } from "../../../../models/glmm/marginal/projection.js";
import { effectSizeSections } from "../../../../src/effectSizeSections.js";
import { posteriorAt } from "./posteriorAt.js";

const rows = 18;
const rng = stream("5", "marginal");
const x = Array.from({ length: rows }, () => rng.normal());
const arm = x.map((_, row) => ["a", "b", "c"][row % 3]!);
const g = x.map((_, row) => `g${row % 6}`);
const exposure = x.map((value) => 1 + Math.abs(value));
const table = tableFromColumns({
  x,
  arm,
  g,
  exposure,
  real: x.map((value) => value + 1),
  positive: x.map((value) => 0.1 + Math.abs(value)),
  count: x.map((_, row) => row % 4),
  binary: x.map((_, row) => row % 2),
  shift: x.map((_, row) => 0.1 * row),
  times: x.map((_, row) => 1 + (row % 3)),
});
/** Sums over a fine grid, which the trapezoidal rule makes exact to all digits for functions as smooth as these. */
const grid = Array.from({ length: 401 }, (_, k) => (k - 200) * 0.05);
const over = (f: (z: number) => number) =>
  grid.reduce((sum, z) => sum + (0.05 * f(z) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI), 0);
/** Slopes of least squares on columns, by the normal equations. */
function leastSquares(
  columns: readonly (readonly number[])[],
  y: readonly number[],
  weights = y.map(() => 1),
): number[] {
  const n = columns.length;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + weights[i]! * v * b[i]!, 0);
  const m = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, y)]);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < n; k += 1) {
      if (k === i) continue;
      const factor = m[k]![i]! / m[i]![i]!;
      m[k] = m[k]!.map((value, j) => value - factor * m[i]![j]!);
    }
  }
  return m.map((row, i) => row[n]! / row[i]!);
}
const ones = x.map(() => 1);
const logit = (p: number) => Math.log(p / (1 - p));
const expit = (eta: number) => 1 / (1 + Math.exp(-eta));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("marginal coefficients", () => {
  it("of a linear mixed model are the conditional ones", () => {
    const posterior = posteriorAt(
      ["real ~ x * arm + (1 + x | g)"],
      table,
      { family: "gaussian" },
      {
        ...{
          b_Intercept: [1.3, 2],
          b_x: [0.7, -0.1],
          b_armb: [0.2, 3],
          b_armc: [0.4, 1],
          "b_x:armb": [1, 2],
          "b_x:armc": [3, 4],
        },
        ...{ sd_g__Intercept: [2, 1], sd_g__x: [1, 2], cor_g__Intercept__x: [0.4, -0.2], sigma: [1, 2] },
      },
    );
    const { coefficients, contrasts } = marginalDraws(posterior);
    expect(coefficients).toHaveLength(6);
    for (const { conditional, averaged } of coefficients) {
      averaged.forEach((value, d) => expect(Math.abs(value - conditional[d]!)).toBeLessThan(1e-12));
    }
    for (const { conditional, averaged } of contrasts) {
      averaged.difference.forEach((value, d) => expect(value).toBeCloseTo(conditional.difference[d]!, 12));
    }
    expect(contrasts[0]!.averaged.difference[0]).toBeCloseTo(0.7 + 1 / 3 + 3 / 3, 12);
  });

  it("with log link differ in the intercept alone, by half the variance", () => {
    const posterior = posteriorAt(
      ["count | rate(exposure) ~ x + offset(shift) + (1 | g)"],
      table,
      { family: "poisson" },
      {
        ...{ b_Intercept: [0.2], b_x: [0.7], sd_g__Intercept: [1.4] },
      },
    );
    const { coefficients, contrasts } = marginalDraws(posterior);
    expect(coefficients.map(({ averaged }) => averaged[0]!)).toEqual([
      expect.closeTo(0.2 + 1.4 ** 2 / 2, 12) as number,
      expect.closeTo(0.7, 12) as number,
    ]);
    const at = (more: number) => mean(x.map((value, row) => Math.exp(0.2 + 0.7 * (value + more) + 0.1 * row + 0.98)));
    expect(contrasts[0]!.averaged.from[0]).toBeCloseTo(at(0), 11);
    expect(contrasts[0]!.averaged.ratio![0]).toBeCloseTo(Math.exp(0.7), 12);
  });

  it("of probit models with one variance are divided by √(1 + sd²)", () => {
    const posterior = posteriorAt(
      ["binary ~ x + (1 | g)"],
      table,
      { family: "bernoulli(probit)" },
      {
        ...{ b_Intercept: [0.2], b_x: [0.7], sd_g__Intercept: [2] },
      },
    );
    const { coefficients } = marginalDraws(posterior);
    expect(coefficients[1]!.averaged[0]).toBeCloseTo(0.7 / Math.sqrt(5), 12);
    expect(coefficients[1]!.ratio![0]).toBeCloseTo(1 / Math.sqrt(5), 12);
  });

  it("with random slopes are the projection of means that are integrated over both effects", () => {
    const [b0, b1, sd0, sd1, rho] = [-0.5, 0.8, 1.2, 0.9, 0.35];
    const posterior = posteriorAt(
      ["binary ~ x + (1 + x | g)"],
      table,
      { family: "bernoulli" },
      {
        ...{ b_Intercept: [b0], b_x: [b1], sd_g__Intercept: [sd0], sd_g__x: [sd1], cor_g__Intercept__x: [rho] },
      },
    );
    const spread = x.map((value) => Math.sqrt(sd0 ** 2 + 2 * rho * sd0 * sd1 * value + (sd1 * value) ** 2));
    const p = x.map((value, row) => over((z) => expit(b0 + b1 * value + spread[row]! * z)));
    const expected = leastSquares([ones, x], p.map(logit));
    const { coefficients, contrasts } = marginalDraws(posterior);
    coefficients.forEach(({ averaged }, k) => expect(averaged[0]).toBeCloseTo(expected[k]!, 11));
    // The slope of a group that is moved by one has its variance there.
    const moved = x.map((value) => {
      const s = Math.sqrt(sd0 ** 2 + 2 * rho * sd0 * sd1 * (value + 1) + (sd1 * (value + 1)) ** 2);
      return over((z) => expit(b0 + b1 * (value + 1) + s * z));
    });
    expect(contrasts[0]!.averaged.difference[0]).toBeCloseTo(mean(moved) - mean(p), 11);
  });

  it("count rows as often as the weights of frequency say", () => {
    const posterior = posteriorAt(
      ["binary | weights(times, frequency) ~ x + (1 | g)"],
      table,
      { family: "bernoulli" },
      {
        ...{ b_Intercept: [-0.5], b_x: [1.8], sd_g__Intercept: [2] },
      },
    );
    const p = x.map((value) => over((z) => expit(-0.5 + 1.8 * value + 2 * z)));
    const times = x.map((_, row) => 1 + (row % 3));
    const expected = leastSquares([ones, x], p.map(logit), times);
    const { coefficients } = marginalDraws(posterior, { variables: [] });
    coefficients.forEach(({ averaged }, k) => expect(averaged[0]).toBeCloseTo(expected[k]!, 11));
  });

  it("of lognormal responses are those of the logarithm of the mean, in which sigma has its part", () => {
    const posterior = posteriorAt(
      ["positive ~ x + (1 | g)", "sigma ~ x"],
      table,
      { family: "lognormal" },
      {
        ...{ b_Intercept: [0.2], b_x: [0.7], sd_g__Intercept: [0.5], b_sigma_Intercept: [-0.3], b_sigma_x: [0.4] },
      },
    );
    const logMean = x.map((value) => 0.2 + 0.7 * value + Math.exp(2 * (-0.3 + 0.4 * value)) / 2);
    const { coefficients, link } = marginalDraws(posterior);
    const [conditional, averaged] = [
      leastSquares([ones, x], logMean),
      leastSquares(
        [ones, x],
        logMean.map((v) => v + 0.125),
      ),
    ];
    expect(link).toBe("log");
    coefficients.forEach((one, k) => {
      expect(one.conditional[0]).toBeCloseTo(conditional[k]!, 11);
      expect(one.averaged[0]).toBeCloseTo(averaged[k]!, 11);
    });
  });

  it("of zero-inflated counts average over effects of groups on zi as well", () => {
    const posterior = posteriorAt(
      ["count ~ x + (1 | g)", "zi ~ x + (1 | g)"],
      table,
      { family: "zero_inflated_poisson" },
      {
        ...{
          b_Intercept: [0.2],
          b_x: [0.7],
          sd_g__Intercept: [0.5],
          b_zi_Intercept: [-0.3],
          b_zi_x: [0.4],
          sd_g__zi_Intercept: [1.5],
        },
      },
    );
    const logMean = x.map(
      (value) => 0.2 + 0.7 * value + 0.125 + Math.log(over((z) => 1 - expit(-0.3 + 0.4 * value + 1.5 * z))),
    );
    const { coefficients } = marginalDraws(posterior);
    const expected = leastSquares([ones, x], logMean);
    coefficients.forEach(({ averaged }, k) => expect(averaged[0]).toBeCloseTo(expected[k]!, 11));
  });

  it("of hurdle counts are integrals of the whole mean, which is no inverse link", () => {
    const posterior = posteriorAt(
      ["count ~ x + (1 | g)"],
      table,
      { family: "hurdle_poisson" },
      {
        ...{ b_Intercept: [0.2], b_x: [0.7], sd_g__Intercept: [0.9], hu: [0.3] },
      },
    );
    const at = (eta: number) => (0.7 * Math.exp(eta)) / -Math.expm1(-Math.exp(eta));
    const means = x.map((value) => over((z) => at(0.2 + 0.7 * value + 0.9 * z)));
    const [expected, conditional] = [
      leastSquares([ones, x], means.map(Math.log)),
      leastSquares(
        [ones, x],
        x.map((value) => Math.log(at(0.2 + 0.7 * value))),
      ),
    ];
    const { coefficients, contrasts } = marginalDraws(posterior);
    coefficients.forEach((one, k) => {
      expect(one.averaged[0]).toBeCloseTo(expected[k]!, 11);
      expect(one.conditional[0]).toBeCloseTo(conditional[k]!, 11);
    });
    expect(contrasts[0]!.averaged.from[0]).toBeCloseTo(mean(means), 11);
  });

  it("have e to them as ratios, whose quantiles are those of e to the draws", () => {
    const slopes = Array.from({ length: 41 }, (_, d) => 0.4 + 0.3 * Math.sin(d));
    const posterior = posteriorAt(
      ["binary ~ x + (1 | g)"],
      table,
      { family: "bernoulli" },
      {
        ...{ b_Intercept: slopes.map(() => 0), b_x: slopes, sd_g__Intercept: slopes.map(() => 1) },
      },
    );
    const answer = marginal(posterior);
    const sorted = Float64Array.from(slopes, Math.exp).sort();
    const { conditional, averaged } = answer.coefficients[1]!.exponential!;
    expect(answer.exponentials).toBe("odds ratio");
    for (const [key, p] of [
      ["q2.5", 0.025],
      ["median", 0.5],
      ["q97.5", 0.975],
    ] as const) {
      expect(conditional[key]).toBeCloseTo(quantileOfSorted(sorted, p), 12);
    }
    expect(averaged.median).toBeLessThan(conditional.median);
    expect(answer.coefficients[0]!.exponential).toBeUndefined();
  });
});

describe("marginal contrasts", () => {
  const posterior = posteriorAt(
    ["binary ~ x * arm + (1 | g)"],
    table,
    { family: "bernoulli" },
    {
      ...{ b_Intercept: [0.1], b_x: [0.7], b_armb: [0.9], b_armc: [-0.4], "b_x:armb": [0.5], "b_x:armc": [-1] },
      sd_g__Intercept: [1.6],
    },
  );
  const eta = (value: number, level: string) =>
    0.1 + 0.7 * value + { a: 0, b: 0.9 + 0.5 * value, c: -0.4 - value }[level]!;

  it("set every row to each level, and average over the rows' other predictors", () => {
    const { contrasts } = marginalDraws(posterior, { variables: "arm" });
    expect(contrasts.map(({ from, to }) => [from, to])).toEqual([
      ["a", "b"],
      ["a", "c"],
    ]);
    for (const { to, conditional, averaged } of contrasts) {
      const risks = (level: string) => mean(x.map((value) => over((z) => expit(eta(value, level) + 1.6 * z))));
      const [from, after] = [risks("a"), risks(to)];
      expect(averaged.difference[0]).toBeCloseTo(after - from, 11);
      expect(averaged.ratio![0]).toBeCloseTo(after / from, 11);
      expect(averaged.oddsRatio![0]).toBeCloseTo(after / (1 - after) / (from / (1 - from)), 10);
      const plain = (level: string) => mean(x.map((value) => expit(eta(value, level))));
      expect(conditional.difference[0]).toBeCloseTo(plain(to) - plain("a"), 12);
    }
  });

  it("go from one value to another where told", () => {
    const { contrasts } = marginalDraws(posterior, { variables: ["arm", "x"], at: { x: [-1, 2], arm: ["c", "b"] } });
    expect(contrasts.map(({ variable, from, to }) => [variable, from, to])).toEqual([
      ["arm", "c", "b"],
      ["x", "-1", "2"],
    ]);
    const risk = (value: number) => mean(arm.map((level) => over((z) => expit(eta(value, level) + 1.6 * z))));
    expect(contrasts[1]!.averaged.difference[0]).toBeCloseTo(risk(2) - risk(-1), 11);
  });

  it("name what is no variable, level or value", () => {
    expect(() => marginal(posterior, { variables: "armm" })).toThrow('unknown variable "armm", did you mean "arm"');
    expect(() => marginal(posterior, { at: { arm: ["a", "z"] } })).toThrow('"z" is no level of arm');
    expect(() => marginal(posterior, { at: { x: [1] } })).toThrow('at must give "x" two values');
    expect(() => marginal(posterior, { at: { x: [1, "two"] } })).toThrow("x is a number");
  });
});

describe("marginal", () => {
  it("refuses responses without a mean", () => {
    const posterior = posteriorAt(
      ["positive ~ x + (1 | g)"],
      table,
      { family: "gamma(inverse)" },
      {
        ...{ b_Intercept: [1], b_x: [0.1], sd_g__Intercept: [0.1], shape: [1] },
      },
    );
    expect(() => marginal(posterior)).toThrow("1 over a normal predictor has no mean");
  });

  it("says so where there are no groups", () => {
    const posterior = posteriorAt(["binary ~ x"], table, { family: "bernoulli" }, { b_Intercept: [0.3], b_x: [1] });
    const answer = marginal(posterior);
    expect(answer.notes[0]).toContain("no effects of groups");
    expect(answer.coefficients[1]!.averaged.mean).toBe(1);
    expect(answer.groups).toEqual([]);
  });

  it("prints tables within the width that say which question each column answers", () => {
    const posterior = posteriorAt(
      ["binary ~ x + (1 | g)"],
      table,
      { family: "bernoulli" },
      {
        ...{ b_Intercept: [0, 0.1, 0.2], b_x: [0.9, 1, 1.1], sd_g__Intercept: [1.9, 2, 2.1] },
      },
    );
    for (const width of [60, 80, 120]) {
      const text = marginalText(marginal(posterior), { width });
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
    }
    const text = marginalText(marginal(posterior), { width: 100 });
    expect(text).toMatch(/b_x +1\.00 \(0\.9\d to 1\.\d\d\) +0\.6\d \(0\.\d\d to 0\.\d\d\) +0\.6\d/);
    expect(text).toContain("Risk differences, in percentage points");
    expect(text).toContain("for one and the same level of g");
  });
});

describe("coefficients of a whole mean", () => {
  const draws = { b_Intercept: [0.2, 0.3], b_x: [0.7, 0.8], sd_g__Intercept: [0.5, 0.6] };
  const zero = { b_zi_Intercept: [-0.3, -0.2], b_zi_x: [0.4, 0.5] };
  const counts = (formula: string[], family: "poisson" | "zero_inflated_poisson" | "hurdle_poisson", more: object) =>
    posteriorAt(formula, table, { family }, { ...draws, ...more });

  it("are named so, since b_… of the fit are other numbers, and the table says it right below", () => {
    const answer = marginal(counts(["count ~ x + (1 | g)", "zi ~ x"], "zero_inflated_poisson", zero));
    expect(answer.coefficients.map(({ name }) => name)).toEqual(["Intercept (whole mean)", "x (whole mean)"]);
    expect(answer.coefficients[1]!.conditional.mean).toBeLessThan(0.7);
    const text = marginalText(answer, { width: 120 });
    expect(text).toMatch(/\nx \(whole mean\) .*\nwhole mean: coefficients of log\(mean of the response\), with what/);
    expect(text).toContain("not b_… of the fit");
    expect(text).toContain("\nRatios of means, by coefficient\n");
    expect(text).not.toContain("meanss");
  });

  it("are those of draws, by their names, where the mean is the inverse link", () => {
    const answer = marginal(counts(["count ~ x + (1 | g)"], "poisson", {}));
    expect(answer.coefficients.map(({ name }) => name)).toEqual(["b_Intercept", "b_x"]);
    expect(answer.wholeMean).toBeUndefined();
  });

  it.each<[string, string[], Parameters<typeof counts>[1], object, boolean]>([
    ["is all that moves with log link", ["count ~ x + (1 | g)"], "poisson", {}, true],
    ["is, with extra zeros", ["count ~ x + (1 | g)", "zi ~ x"], "zero_inflated_poisson", zero, true],
    [
      "is not, where extra zeros vary by group",
      ["count ~ x + (1 | g)", "zi ~ x + (1 | g)"],
      "zero_inflated_poisson",
      { ...zero, sd_g__zi_Intercept: [1, 1] },
      false,
    ],
    ["is not, of hurdle counts", ["count ~ x + (1 | g)"], "hurdle_poisson", { hu: [0.3, 0.3] }, false],
    ["is not, with slopes", ["count ~ x + (x || g)"], "poisson", { sd_g__x: [0.3, 0.3] }, false],
  ])("the intercept %s, and only then is no note made of the others", (_, formula, family, more, holds) => {
    const posterior = counts(formula, family, more);
    const { coefficients } = marginal(posterior);
    const { conditional, averaged } = coefficients[1]!;
    expect(Math.abs(averaged.mean - conditional.mean) < 1e-9).toBe(holds);
    const fitted = fittedGlmm(posterior);
    expect(onlyInterceptMoves(fitted)).toBe(holds);
    expect(interpretationNotes(fitted).map(({ cause }) => cause)).toEqual([
      ...(holds ? [] : ["conditional_effects"]),
      "not_causal",
    ]);
    const section = effectSizeSections(fitted).find(({ id }) => id === "population");
    expect(section === undefined).toBe(holds);
    if (section) expect(section.text).toContain("From 2 of 2 draws.");
  });
});

describe("projection", () => {
  it("gives a column that others explain zeros", () => {
    const columns = [ones, x, x.map((value) => 2 * value - 1)].map((column) => Float64Array.from(column));
    const rowsOf = projection(columns, Float64Array.from(ones));
    expect(rowsOf[2]!.every((value) => value === 0)).toBe(true);
    const slope = x.reduce((sum, value, row) => sum + rowsOf[1]![row]! * (3 + 4 * value), 0);
    expect(slope).toBeCloseTo(4, 12);
  });
});
