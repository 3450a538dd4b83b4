import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { families } from "../../../../models/glmm/families/families.js";
import type { Predictor } from "../../../../models/glmm/Frame.js";
import { shrinkageOf } from "../../../../models/glmm/groups/shrinkage.js";
import { shrinkageText } from "../../../../models/glmm/groups/shrinkageText.js";
import { handMade, term } from "./handMade.js";

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/groups/levels.json", import.meta.url), "utf8"),
) as Reference;

interface Reference {
  readonly sleepstudy: {
    readonly reaction: number[];
    readonly days: number[];
    readonly subject: number[];
    readonly levels: number;
    readonly b: [number, number];
    readonly sigma: number;
    readonly sd: [number, number];
    readonly cor: number;
    readonly effects: [number, number][];
    readonly own: [number, number][];
    readonly errors: [number, number][];
    readonly factors: [number, number][];
  };
  readonly cbpp: {
    readonly incidence: number[];
    readonly size: number[];
    readonly period: number[];
    readonly herd: number[];
    readonly levels: number;
    readonly b: number[];
    readonly sd: number;
    readonly effects: number[];
    readonly own: [number, number][];
    readonly factors: number[];
  };
}

/** Two equal draws: every draw-wise number is then its own mean. */
const twice = (value: number) => [value, value];
const names = (count: number) => Array.from({ length: count }, (_, j) => `L${j + 1}`);

describe("at the estimates of lmer, random slopes", () => {
  const { sleepstudy: data } = reference;
  const levels = names(data.levels);
  const fit = handMade({
    family: "gaussian",
    link: "identity",
    response: { values: data.reaction },
    columns: { Days: data.days },
    groups: [term("Subject", levels, data.subject, { Intercept: undefined, Days: data.days })],
    draws: {
      b_Intercept: twice(data.b[0]),
      b_Days: twice(data.b[1]),
      sigma: twice(data.sigma),
      sd_Subject__Intercept: twice(data.sd[0]),
      sd_Subject__Days: twice(data.sd[1]),
      cor_Subject__Intercept__Days: twice(data.cor),
      ...Object.fromEntries(
        levels.flatMap((level, j) => [
          [`r_Subject[${level},Intercept]`, twice(data.effects[j]![0])],
          [`r_Subject[${level},Days]`, twice(data.effects[j]![1])],
        ]),
      ),
    },
  });
  const { rows } = shrinkageOf(fit, { group: "Subject" });
  const rowOf = (j: number, k: 0 | 1) => rows[k * data.levels + j]!;

  it("no pooling gives each subject's own regression, as lmList, with its standard errors", () => {
    for (let j = 0; j < data.levels; j += 1) {
      for (const k of [0, 1] as const) {
        // R printed 15 digits; the normal equations lose a few.
        expect(rowOf(j, k).noPooling.mean).toBeCloseTo(data.own[j]![k]!, 9);
        expect(rowOf(j, k).noPooling.sd).toBeCloseTo(data.errors[j]![k]!, 9);
      }
    }
  });

  it("factors are the diagonal of S(S + Σ)⁻¹", () => {
    for (let j = 0; j < data.levels; j += 1) {
      for (const k of [0, 1] as const) expect(rowOf(j, k).factor.mean).toBeCloseTo(data.factors[j]![k]!, 11);
    }
  });

  it("partial pooling is the population's coefficient plus the effect, complete pooling without it", () => {
    expect(rowOf(3, 1).partialPooling.mean).toBeCloseTo(data.b[1] + data.effects[3]![1], 12);
    expect(rowOf(3, 1).completePooling.mean).toBe(data.b[1]);
  });

  it("partial pooling lies where the factors' whole matrix puts it between no and complete pooling", () => {
    // lmer's conditional modes are (1 − F) times the own deviations, F = S(S + Σ)⁻¹, S alike for all subjects here.
    const [[a, b], [c, d]] = [covarianceOfOwn(), covarianceOfEffects()].reduce(sumOf);
    const determinant = a * d - b * c;
    const inverse = [
      [d / determinant, -b / determinant],
      [-c / determinant, a / determinant],
    ];
    const kept = product(covarianceOfEffects(), inverse);
    for (let j = 0; j < data.levels; j += 1) {
      const own = [0, 1].map((k) => rowOf(j, k as 0 | 1).noPooling.mean - data.b[k]!);
      for (const k of [0, 1] as const) {
        // lme4's optimum is exact in u given θ.
        expect(kept[k]![0]! * own[0]! + kept[k]![1]! * own[1]!).toBeCloseTo(data.effects[j]![k]!, 6);
      }
    }
  });

  function covarianceOfEffects(): number[][] {
    const covariance = data.cor * data.sd[0] * data.sd[1];
    return [
      [data.sd[0] * data.sd[0], covariance],
      [covariance, data.sd[1] * data.sd[1]],
    ];
  }

  /** S = sigma² (ZᵀZ)⁻¹ of days 0 to 9. */
  function covarianceOfOwn(): number[][] {
    const [n, sum, squares] = [10, 45, 285];
    const scale = (data.sigma * data.sigma) / (n * squares - sum * sum);
    return [
      [squares * scale, -sum * scale],
      [-sum * scale, n * scale],
    ];
  }
});

const sumOf = (a: number[][], b: number[][]) => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));
const product = (a: number[][], b: number[][]) =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));

describe("at the estimates of glmer, binomial responses", () => {
  const { cbpp: data } = reference;
  const levels = names(data.levels);
  const dummy = (period: number) => data.period.map((p) => (p === period ? 1 : 0));
  const fit = handMade({
    family: "binomial",
    link: "logit",
    response: { values: data.incidence, trials: Float64Array.from(data.size) },
    columns: { period2: dummy(2), period3: dummy(3), period4: dummy(4) },
    groups: [term("herd", levels, data.herd)],
    draws: {
      b_Intercept: twice(data.b[0]!),
      b_period2: twice(data.b[1]!),
      b_period3: twice(data.b[2]!),
      b_period4: twice(data.b[3]!),
      sd_herd__Intercept: twice(data.sd),
      ...Object.fromEntries(levels.map((level, j) => [`r_herd[${level},Intercept]`, twice(data.effects[j]!)])),
    },
  });
  const { rows } = shrinkageOf(fit, { group: "herd" });

  it("no pooling is the herd's own logistic regression with the periods as an offset", () => {
    rows.forEach(({ noPooling }, j) => {
      const [estimate, error] = data.own[j]!;
      // A last step of 1e-4 standard errors leaves about 1e-8; the standard error is that before it.
      expect(noPooling.mean).toBeCloseTo(estimate, 7);
      expect(noPooling.sd / error).toBeCloseTo(1, 3);
    });
  });

  it("factors follow from the information at the linear predictor, also where a herd has no estimate of its own", () => {
    rows.forEach(({ factor }, j) => expect(factor.mean).toBeCloseTo(data.factors[j]!, 9));
  });
});

describe("a normal mean with known variances", () => {
  // Two levels of 2 and 4 rows; three draws.
  const values = [1, 3, 10, 11, 12, 15];
  const index = [0, 0, 1, 1, 1, 1];
  const sigma = [1, 2, 3];
  const sd = [0.5, 1, 2];
  const b = [4, 5, 6];
  const fit = handMade({
    family: "gaussian",
    link: "identity",
    response: { values },
    groups: [term("g", ["a", "b"], index)],
    draws: {
      b_Intercept: b,
      sigma,
      sd_g__Intercept: sd,
      "r_g[a,Intercept]": [-1, -2, -3],
      "r_g[b,Intercept]": [1, 3, 6],
    },
  });
  const { rows, draws } = shrinkageOf(fit, { group: "g" });

  it("has the factor (sigma²/n)/(sigma²/n + sd²) in each draw", () => {
    const factor = (n: number) => {
      const each = sigma.map((s, d) => (s * s) / n / ((s * s) / n + sd[d]! * sd[d]!));
      return each.reduce((sum, x) => sum + x) / 3;
    };
    expect(rows[0]!.factor.mean).toBeCloseTo(factor(2), 14);
    expect(rows[1]!.factor.mean).toBeCloseTo(factor(4), 14);
    expect(draws).toBe(3);
  });

  it("has the level's mean for its own estimate, whose variance is the mean of sigma²/n", () => {
    expect(rows.map(({ rows: count }) => count)).toEqual([2, 4]);
    expect(rows[0]!.noPooling.mean).toBeCloseTo(2, 14);
    expect(rows[1]!.noPooling.mean).toBeCloseTo(12, 14);
    expect(rows[1]!.noPooling.sd).toBeCloseTo(Math.sqrt((1 + 4 + 9) / 3 / 4), 14);
  });

  it("states definitions, ranks and their probabilities", () => {
    const { definitions } = shrinkageOf(fit, { group: "g" });
    expect(definitions.factor).toContain("1 is complete pooling, 0 none");
    expect(rows[1]!.rank).toEqual({ mean: 1, median: 1, "q2.5": 1, "q97.5": 1, probabilities: [1, 0] });
  });

  it("uses known standard errors in place of sigma", () => {
    const known = handMade({
      family: "gaussian",
      link: "identity",
      response: { values: [1, 3], se: { values: Float64Array.of(0.5, 2), sigma: false } },
      groups: [term("g", ["a", "b"], [0, 1])],
      draws: { b_Intercept: [0, 0], sd_g__Intercept: [1, 1], "r_g[a,Intercept]": [1, 1], "r_g[b,Intercept]": [1, 1] },
    });
    const byLevel = shrinkageOf(known, { group: "g" }).rows.map(({ factor }) => factor.mean);
    expect(byLevel[0]).toBeCloseTo(0.25 / 1.25, 14);
    expect(byLevel[1]).toBeCloseTo(4 / 5, 14);
  });

  it("refuses a group that is none, one without effects on the mean, and an unknown coefficient", () => {
    expect(() => shrinkageOf(fit, { group: "gg" })).toThrow('unknown group "gg", did you mean "g"; the model has g.');
    expect(() => shrinkageOf(fit, { group: "g", coefficient: "Intercpt" })).toThrow('did you mean "Intercept"');
    const scale = handMade({
      family: "gaussian",
      link: "identity",
      response: { values },
      groups: [term("g", ["a", "b"], index, { Intercept: undefined }, { parameter: "sigma" })],
      draws: { b_Intercept: b },
    });
    expect(() => shrinkageOf(scale, { group: "g" })).toThrow("shrinkage is defined for effects on the mean");
  });
});

describe("a level without an estimate of its own", () => {
  const poisson = (values: readonly number[], x: readonly number[], index: readonly number[]) => {
    const levels = names(Math.max(...index) + 1);
    return shrinkageOf(
      handMade({
        family: "poisson",
        link: "log",
        response: { values },
        groups: [term("g", levels, index, { Intercept: undefined, x })],
        draws: {
          b_Intercept: [0.5, 0.6],
          sd_g__Intercept: [1, 1.1],
          sd_g__x: [0.4, 0.5],
          cor_g__Intercept__x: [0.2, -0.3],
          ...Object.fromEntries(
            levels.flatMap((level) => [
              [`r_g[${level},Intercept]`, [0.1, -0.1]],
              [`r_g[${level},x]`, [0, 0.2]],
            ]),
          ),
        },
      }),
      { group: "g" },
    ).rows;
  };

  it("says why: too few rows, a constant predictor, nothing but zeros, separation", () => {
    const values = [3, 1, 2, 0, 0, 0, 0, 5, 7, 3, 5, 9];
    const x = [1, 2, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2];
    const rows = poisson(values, x, [0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(rows.slice(0, 5).map(({ noPooling }) => noPooling.reason)).toEqual([
      "its row cannot determine 2 coefficients",
      "its rows do not tell Intercept and x apart",
      "all its responses are 0",
      undefined,
      undefined,
    ]);
    expect(rows[0]!.noPooling.mean).toBeNaN();
    // Factors need no estimate.
    for (const { factor } of rows) expect(factor.mean).toBeGreaterThan(0);
  });

  const thresholds: Predictor = {
    ...{ parameter: "mu", link: "logit", intercept: "none", thresholds: 2 },
    ...{ names: [], columns: [], means: new Float64Array(0) },
  };

  it("nor any other, where responses are categories, is one sentence in place of a table", () => {
    const fit = handMade({
      ...{ family: "cumulative", link: "logit", predictors: [thresholds] },
      response: { values: [1, 2, 3, 2], categories: ["low", "mid", "high"] },
      groups: [term("g", ["a", "b"], [0, 0, 1, 1])],
      draws: { sd_g__Intercept: [1, 1.1], "r_g[a,Intercept]": [0.1, 0.2], "r_g[b,Intercept]": [0, -0.1] },
    });
    expect(shrinkageText(shrinkageOf(fit, { group: "g" }), { width: 300 })).toBe(
      "There is no shrinkage to tell: estimates of one level by itself are not available where responses are categories. " +
        "Ask ranef for the effects of the levels of g.",
    );
  });

  it("a level whose rows lack the predictor keeps its slope wholly pooled", () => {
    const rows = poisson([3, 4, 1, 2], [0, 0, 1, 2], [0, 0, 1, 1]);
    expect(rows[0]!.noPooling.reason).toBe("x is 0 in all its rows");
    expect(rows[2]!.factor.mean).toBeCloseTo(1, 14);
  });

  it("is found out when two outcomes are separated by a predictor", () => {
    const levels = ["a", "b"];
    const x = [0, 1, 2, 3, 0, 1, 2, 3];
    const fit = handMade({
      family: "bernoulli",
      link: "probit",
      response: { values: [0, 0, 1, 1, 0, 1, 0, 1] },
      groups: [term("g", levels, [0, 0, 0, 0, 1, 1, 1, 1], { Intercept: undefined, x }, { correlated: false })],
      draws: {
        b_Intercept: [0, 0.1],
        sd_g__Intercept: [1, 1],
        sd_g__x: [1, 1],
        "r_g[a,Intercept]": [0, 0.2],
        "r_g[b,Intercept]": [0, 0.2],
        "r_g[a,x]": [0.3, 0.2],
        "r_g[b,x]": [0.3, 0.2],
      },
    });
    const { rows } = shrinkageOf(fit, { group: "g" });
    expect(rows.map(({ noPooling }) => noPooling.reason)).toEqual([
      "its predictors separate successes from failures",
      undefined,
      "its predictors separate successes from failures",
      undefined,
    ]);
  });

  const links = [...families.values()].flatMap((family) =>
    family.links
      .filter(() => ["bernoulli", "binomial", "poisson", "negbinomial"].includes(family.name))
      // The mean of a square root has its minimum at 0, where the estimate of zeros is.
      .filter((link) => link !== "sqrt")
      .map((link) => [family, link] as const),
  );

  it.each(links)("has a reason where its responses are all at an end: $0.name($1)", ({ name }, link) => {
    const ofTrials = name === "binomial" ? { trials: Float64Array.of(3, 3, 3, 3, 3, 3) } : {};
    const most = name === "binomial" ? 3 : 1;
    const fit = handMade({
      family: name,
      link,
      response: { values: [0, 0, most, most, 1, 0], ...ofTrials },
      groups: [term("g", ["none", "all", "some", "absent"], [0, 0, 1, 1, 2, 2])],
      draws: {
        b_Intercept: [0.6, 0.5],
        shape: [2, 3],
        sd_g__Intercept: [0.5, 0.4],
        "r_g[none,Intercept]": [-0.3, -0.2],
        "r_g[all,Intercept]": [0.3, 0.2],
        "r_g[some,Intercept]": [0.1, 0],
        "r_g[absent,Intercept]": [0.1, 0],
      },
    });
    const [none, every, some, absent] = shrinkageOf(fit, { group: "g" }).rows;
    const ofProbability = name === "bernoulli" || name === "binomial";
    expect(none!.noPooling.reason).toBe(ofProbability ? "none of its trials succeeded" : "all its responses are 0");
    expect(every!.noPooling.reason).toBe(ofProbability ? "all its trials succeeded" : undefined);
    expect(some!.noPooling.reason).toBeUndefined();
    expect(absent!.noPooling.reason).toBe("it has no rows");
    expect(absent!.factor.mean).toBe(1);
    for (const { factor } of [none!, every!, some!]) expect(factor.mean).toBeLessThan(1);
  });
});
