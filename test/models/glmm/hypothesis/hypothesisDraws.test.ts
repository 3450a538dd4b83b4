/** The language of hypotheses, on draws that are written down. */
import { describe, expect, it } from "vitest";

import { hypothesisDraws, type HypothesisScope } from "../../../../models/glmm/hypothesis/index.js";
import { levelDraws } from "../../../../models/glmm/hypothesis/levelDraws.js";
import { handMade, term } from "../groups/handMade.js";
import { madeDraws } from "./madeDraws.js";

const posterior = madeDraws({
  b_Intercept: [1, 2],
  b_x: [3, 5],
  b_z: [0.5, -1],
  "b_x:z": [7, 11],
  sigma: [2, 4],
  sd_g__Intercept: [0.25, 0.75],
  sd_g__x: [1, 2],
  "r_g[a-b,Intercept]": [10, 20],
  "r_g[a,Intercept]": [1, 1],
  "d[Drug A]": [6, 8],
  "x > 0": [100, 200],
  "2fold": [9, 9],
  __proto__x: [4, 4],
});

const drawsOf = (text: string, scope?: HypothesisScope) => [
  ...hypothesisDraws(posterior, text, scope).flatMap(({ draws }) => [...draws]),
];
const errorOf = (text: string, scope?: HypothesisScope) => {
  try {
    drawsOf(text, scope);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("a hypothesis", () => {
  it("is of left minus right, draw by draw", () => {
    expect(drawsOf("x > z")).toEqual([2.5, 6]);
    expect(drawsOf("2 < x")).toEqual([-1, -3]);
  });

  it("follows R's order of operators: powers from the right, signs between products and powers", () => {
    expect(drawsOf("-x^2 = 0")).toEqual([-9, -25]);
    expect(drawsOf("2^-1 * x = 0")).toEqual([1.5, 2.5]);
    expect(drawsOf("2^3^2 - 0 * x = 0")).toEqual([512, 512]);
    expect(drawsOf("x - 1 - 1 = 0")).toEqual([1, 3]);
    expect(drawsOf("x - (1 - 1) ** 2 / 4 + 2 * 3 = 0")).toEqual([9, 11]);
  });

  it("names coefficients with and without b_, other parameters as their draws are named", () => {
    expect(drawsOf("b_x - sigma == 0")).toEqual([1, 1]);
    expect(drawsOf("sd_g__Intercept^2 >= Intercept")).toEqual([0.0625 - 1, 0.5625 - 2]);
  });

  it("takes the longest name that stands at a place, so that interactions and levels with signs are names", () => {
    expect(drawsOf("x:z > b_x:z - 1")).toEqual([1, 1]);
    expect(drawsOf("r_g[a-b,Intercept] > r_g[a,Intercept]")).toEqual([9, 19]);
    expect(drawsOf("d[Drug A] > 0")).toEqual([6, 8]);
  });

  it("passes over blanks within brackets", () => {
    expect(drawsOf("r_g[ a , Intercept ] + d[DrugA] > 0")).toEqual([7, 9]);
  });

  it("takes any name in back-quotes, as hostile as it may be", () => {
    expect(drawsOf("`x > 0` > 0")).toEqual([100, 200]);
    expect(drawsOf("`2fold` > `__proto__x`")).toEqual([5, 5]);
  });

  it("calls functions", () => {
    expect(drawsOf("max(x, sigma) + abs(-z) = 0")).toEqual([3.5, 6]);
    expect(drawsOf("ifelse(x, 1, 2) = plogis(0 * x)")).toEqual([0.5, 0.5]);
    expect(drawsOf("logit(inv_logit(z)) = 0")[0]).toBeCloseTo(0.5, 14);
  });

  it("reads names of another class and group without them", () => {
    expect(drawsOf("x - Intercept > 0", { class: "sd", group: "g" })).toEqual([0.75, 1.25]);
    expect(drawsOf("sigma > 1", { class: "" })).toEqual([1, 3]);
  });

  it("keeps names that are given to hypotheses", () => {
    const rows = hypothesisDraws(posterior, { "steeper in x": "x > z", other: "x < 4" });
    expect(rows.map(({ name, hypothesis, comparison }) => [name, hypothesis, comparison])).toEqual([
      ["steeper in x", "x > z", ">"],
      ["other", "x < 4", "<"],
    ]);
  });
});

describe("a hypothesis that cannot be read", () => {
  it("names the nearest parameter under a caret", () => {
    expect(errorOf("sgma > 0")).toBe('there is no parameter "sgma": did you mean sigma?\n  sgma > 0\n  ^~~~');
    expect(errorOf("x:y > 0")).toContain('there is no parameter "x:y": did you mean x:z?');
    expect(errorOf("r_g[b,Intercept] > 0")).toContain("did you mean r_g[a,Intercept]?");
    expect(errorOf("`nothing like it` > 0")).toContain("there are b_Intercept, b_x");
  });

  it("is told what is wrong with it", () => {
    expect(errorOf("x - z")).toContain("compares two sides by <, > or =");
    expect(errorOf("0 < x < 1")).toContain("compares once");
    expect(errorOf("x > ")).toContain('missing between ">" and its end');
    expect(errorOf("> 0")).toContain("lacks its left side");
    expect(errorOf("(x > 0")).toContain("never closed");
    expect(errorOf("x) > 0")).toContain("closes nothing");
    expect(errorOf("2x > 0")).toContain("write 2 * x");
    expect(errorOf("x z > 0")).toContain("an operator such as - is missing");
    expect(errorOf("expp(x) > 0")).toContain("there is no function expp()");
    expect(errorOf("exp(x, z) > 0")).toContain("exp() takes 1 argument; it has 2");
    expect(errorOf("1 > 0")).toContain("names no parameter");
    expect(errorOf("x ≥ 0")).toContain("write > for it");
    expect(errorOf("x != 0")).toContain("compares by <, > or =");
    expect(errorOf(" ")).toContain("must be text");
    expect(errorOf("(".repeat(5000) + "x > 0")).toContain("stand in one another");
  });

  it("is refused where a short name stands for two parameters, unless a class decides", () => {
    const two = madeDraws({ b_sigma: [1, 1], sigma: [2, 2] });
    expect(() => hypothesisDraws(two, "sigma > 0")).toThrow('"sigma" may be b_sigma or sigma itself');
    expect([...hypothesisDraws(two, "sigma > 0", { class: "b" })[0]!.draws]).toEqual([1, 1]);
    expect([...hypothesisDraws(two, "sigma > 0", { class: "" })[0]!.draws]).toEqual([2, 2]);
  });

  it("is told which class and group there are", () => {
    expect(errorOf("x > 0", { class: "sds" })).toContain('no draws of class "sds"');
    expect(errorOf("x > 0", { group: "g" })).toContain("needs a class");
    expect(errorOf("x > 0", { scope: "coef" })).toContain("needs the group");
    expect(errorOf("x > 0", { scope: "coef", group: "g" })).toContain("declared by a formula");
  });
});

describe("hypotheses of levels", () => {
  const fit = handMade({
    family: "gaussian",
    link: "identity",
    groups: [term("g", ["a", "b"], [0, 0, 1, 1])],
    response: { values: new Float64Array(4) },
    draws: {
      b_Intercept: [3, 4],
      "r_g[a,Intercept]": [1, -1],
      "r_g[b,Intercept]": [0.5, 0.25],
      sd_g__Intercept: [1, 1],
      sigma: [1, 1],
    },
  });

  it("are of effects with scope ranef, and of population and effect together with scope coef, a row a level", () => {
    const rows = (scope: "ranef" | "coef") =>
      levelDraws(fit, [["", "Intercept > 1"]], "g", scope).map(({ level, draws }) => [level, ...draws]);
    expect(rows("ranef")).toEqual([
      ["a", 0, -2],
      ["b", -0.5, -0.75],
    ]);
    expect(rows("coef")).toEqual([
      ["a", 3, 2],
      ["b", 2.5, 3.25],
    ]);
    expect(() => levelDraws(fit, [["", "x > 1"]], "g", "ranef")).toThrow('no coefficient "x"');
  });
});
