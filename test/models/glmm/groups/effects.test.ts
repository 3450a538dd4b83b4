import { describe, expect, it } from "vitest";
import { coefOf } from "../../../../models/glmm/groups/coef.js";
import { fixefOf } from "../../../../models/glmm/groups/fixef.js";
import { coefText, fixefText, ranefText } from "../../../../models/glmm/groups/effectText.js";
import { ranefOf } from "../../../../models/glmm/groups/ranef.js";
import { shrinkageOf } from "../../../../models/glmm/groups/shrinkage.js";
import { shrinkageText } from "../../../../models/glmm/groups/shrinkageText.js";
import { varCorrOf } from "../../../../models/glmm/groups/varCorr.js";
import { varCorrText } from "../../../../models/glmm/groups/varCorrText.js";
import { handMade, term } from "./handMade.js";

const x = [0, 1, 0, 1];
/** Two levels; correlated intercepts and slopes on the mean, intercepts on sigma; z varies by group alone. */
const fit = handMade({
  family: "gaussian",
  link: "identity",
  response: { values: [1, 2, 3, 4] },
  predictors: [
    {
      parameter: "mu",
      link: "identity",
      intercept: "centred",
      names: ["x"],
      columns: [Float64Array.from(x)],
      means: Float64Array.of(0.5),
    },
    {
      parameter: "sigma",
      link: "log",
      intercept: "centred",
      names: ["sigma_x"],
      columns: [Float64Array.from(x)],
      means: Float64Array.of(0.5),
    },
  ],
  groups: [
    term("g", ["a 1", "b"], [0, 0, 1, 1], { Intercept: undefined, z: x }),
    term("g", ["a 1", "b"], [0, 0, 1, 1], { Intercept: undefined }, { parameter: "sigma" }),
  ],
  draws: {
    b_Intercept: [1, 2, 3],
    b_x: [-1, 1, 2],
    b_sigma_Intercept: [0, 0, 0],
    b_sigma_x: [0.1, 0.2, 0.3],
    sd_g__Intercept: [1, 2, 3],
    sd_g__z: [2, 2, 2],
    sd_g__sigma_Intercept: [0.5, 0.5, 0.5],
    cor_g__Intercept__z: [0.5, 0, -0.5],
    "r_g[a.1,Intercept]": [1, -1, 3],
    "r_g[b,Intercept]": [0, 0, 0],
    "r_g[a.1,z]": [1, 1, 1],
    "r_g[b,z]": [2, 2, 2],
    "r_g__sigma[a.1,Intercept]": [0.1, 0.2, 0.3],
    "r_g__sigma[b,Intercept]": [0, 0, 0],
  },
});

describe("fixef", () => {
  it("has the coefficients of every parameter, named without it", () => {
    const rows = fixefOf(fit);
    expect(rows.map(({ parameter, coefficient, variable }) => [parameter, coefficient, variable])).toEqual([
      ["mu", "Intercept", "b_Intercept"],
      ["mu", "x", "b_x"],
      ["sigma", "Intercept", "b_sigma_Intercept"],
      ["sigma", "x", "b_sigma_x"],
    ]);
    expect(rows[1]).toMatchObject({ median: 1, pPositive: 2 / 3 });
    expect(rows[1]!.mean).toBeCloseTo(2 / 3, 15);
  });
});

describe("ranef", () => {
  it("has a row for each term, coefficient and level, with levels as in the data", () => {
    const rows = ranefOf(fit);
    expect(rows.map(({ parameter, coefficient, level }) => `${parameter} ${coefficient} ${level}`)).toEqual([
      "mu Intercept a 1",
      "mu Intercept b",
      "mu z a 1",
      "mu z b",
      "sigma Intercept a 1",
      "sigma Intercept b",
    ]);
    expect(rows[0]).toMatchObject({ mean: 1, sd: 2, median: 1, pAboveAverage: 2 / 3 });
    expect(rows[0]!.rank.mean).toBeCloseTo(4 / 3, 15);
    expect(rows[0]!.rank.probabilities).toBeUndefined();
  });

  it("has the probabilities of ranks where they are asked for", () => {
    const [first] = ranefOf(fit, { group: "g", rankProbabilities: true });
    expect(first!.rank.probabilities).toEqual([2 / 3, 1 / 3]);
  });

  it("refuses a group that the model does not have, and a model without groups", () => {
    expect(() => ranefOf(fit, { group: "G1" })).toThrow('unknown group "G1"');
    const flat = { ...fit, frame: { ...fit.frame, groups: [] } };
    expect(() => ranefOf(flat)).toThrow("the model has no group-level terms");
  });
});

describe("coef", () => {
  const rows = coefOf(fit, { group: "g" });

  it("adds population and effect draw by draw", () => {
    // 1 + 1, 2 − 1, 3 + 3.
    expect(rows[0]).toMatchObject({ coefficient: "Intercept", hasPopulation: true, mean: 3, median: 2 });
    expect(rows.at(-2)!.mean).toBeCloseTo(0.2, 15);
  });

  it("takes 0 for a coefficient that the population level does not have", () => {
    expect(rows[3]).toMatchObject({ coefficient: "z", level: "b", hasPopulation: false, mean: 2, sd: 0 });
  });
});

describe("varCorr", () => {
  const rows = varCorrOf(fit);

  it("computes variances and covariances draw by draw", () => {
    const of = (kind: string, coefficient: string) =>
      rows.find((row) => row.kind === kind && row.coefficient === coefficient && row.parameter === "mu")!;
    expect(of("sd", "Intercept").mean).toBe(2);
    // (1 + 4 + 9)/3, not 2².
    expect(of("variance", "Intercept").mean).toBeCloseTo(14 / 3, 14);
    expect(of("correlation", "Intercept")).toMatchObject({ other: "z", mean: 0 });
    // (0.5 · 1 · 2 + 0 − 0.5 · 3 · 2)/3.
    expect(of("covariance", "Intercept").mean).toBeCloseTo(-2 / 3, 14);
  });

  it("has the residual sd where sigma is one parameter, and no correlations where effects are independent", () => {
    expect(rows.some(({ group }) => group === null)).toBe(false);
    const independent = term("g", ["a", "b"], [0, 0, 1, 1], { Intercept: undefined, z: x }, { correlated: false });
    const plain = handMade({
      family: "gaussian",
      link: "identity",
      response: { values: [1, 2, 3, 4] },
      groups: [independent],
      draws: { b_Intercept: [0], sigma: [3], sd_g__Intercept: [1], sd_g__z: [2] },
    });
    const kinds = varCorrOf(plain).map(({ group, kind }) => [group, kind]);
    expect(kinds).toEqual([
      ["g", "sd"],
      ["g", "variance"],
      ["g", "sd"],
      ["g", "variance"],
      [null, "sd"],
      [null, "variance"],
    ]);
    expect(varCorrOf(plain).at(-2)!.mean).toBe(3);
  });
});

describe("texts", () => {
  it("show the coefficients of the population with as many decimals as their sd asks for", () => {
    expect(fixefText(fixefOf(fit)).split("\n").slice(0, 3)).toEqual([
      "coefficient       mean    sd  2.5%   50%  97.5%  P(>0)",
      "Intercept          2.0   1.0   1.1   2.0    3.0  >0.99",
      "x                  0.7   1.5  -0.9   1.0    1.9   0.67",
    ]);
  });

  it("show effects and coefficients in a table for each coefficient", () => {
    const effects = ranefText(ranefOf(fit));
    expect(effects).toContain("g: Intercept of sigma\n");
    expect(effects).toContain("a 1     1.0  2.0  -0.9  1.0    2.9   0.67     1 (1–2)");
    expect(coefText(coefOf(fit))).toContain("g: z, not in the population level\n");
  });

  it("show standard deviations group by group, each with its correlations", () => {
    const lines = varCorrText(varCorrOf(fit)).split("\n");
    expect(lines.map((line) => line.slice(0, 22).trimEnd())).toEqual([
      "group                m",
      "g (2 levels)",
      "  sd Intercept",
      "  sd z               2",
      "  cor Intercept, z   0",
      "g, sigma (2 levels)",
      "  sd Intercept       0",
    ]);
    expect(lines[2]).toContain("2.0   1.0");
  });

  it("show shrinkage with its reasons and what the columns mean, in the width of the terminal", () => {
    const shrunk = shrinkageOf(fit, { group: "g" });
    const text = shrinkageText(shrunk, { width: 60 });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(text).toContain("g: Intercept; population 2");
    expect(text).toContain("shrunk: The diagonal of S(S + Σ)⁻¹");
    const single = {
      ...shrunk,
      rows: shrunk.rows.map((row) => ({
        ...row,
        noPooling: { ...row.noPooling, mean: NaN, reason: "it has no rows" },
      })),
    };
    expect(shrinkageText(single)).toContain("No estimate of its own: a 1, b (it has no rows).");
  });

  it("count the levels that are cut off, and print no control character of a level", () => {
    const rows = Array.from({ length: 50 }, (_, j) => ({ ...ranefOf(fit)[0]!, level: `\u001b[2J${j}` }));
    const text = ranefText(rows, { maxRows: 10 });
    expect(text).toContain("… and 40 more levels");
    expect(text).not.toContain("\u001b");
  });
});
