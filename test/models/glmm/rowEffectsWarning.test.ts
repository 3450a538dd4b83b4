/** When effects of single rows are the same to the data as sigma. */
import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../engine/data/table.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { covariance } from "../../../models/glmm/structures/covariance.js";
import type { GlmmOptions } from "../../../models/glmm/glmm.js";

const rows = 6;
const names = Array.from({ length: rows }, (_, i) => `o${i}`);
const table = tableFromColumns({
  y: [1.2, 0.3, 2.2, 1.9, 0.4, 1.1],
  n: [1, 0, 2, 2, 0, 1],
  s: [0.1, 0.2, 0.1, 0.3, 0.2, 0.1],
  x: [0, 1, 2, 3, 4, 6],
  obs: names,
  g: ["a", "a", "b", "b", "c", "c"],
});
const warnings = (formula: string | readonly string[], options: GlmmOptions = {}) =>
  glmm(formula, options)
    .warnings(table)
    .filter(({ cause }) => cause === "levels_are_rows");

describe("a group with as many levels as rows", () => {
  it("is warned of where sigma is estimated, naming both", () => {
    expect(warnings("y ~ x + (1 | g) + (1 | obs)")).toEqual([
      {
        cause: "levels_are_rows",
        variables: ["sd_obs__Intercept", "sigma"],
        text:
          '"obs" has as many levels as there are rows, so that the data cannot tell sd_obs__Intercept from sigma: they know the sum of ' +
          "the two variances, and only the priors divide it. Leave (1 | obs) out.",
      },
    ]);
    expect(warnings("y | se(s, sigma = TRUE) ~ 1 + (1 | obs)")[0]!.text).toMatch(/ or sigma out of se\(\)\.$/);
  });

  const K = covariance(
    names,
    names.map((_, i) => names.map((_, j) => (i === j ? 1 : 0.2))),
  );
  it.each<[string, string | readonly string[], GlmmOptions?]>([
    ["levels have several rows", "y ~ x + (1 | g)"],
    ["standard errors are known", "y | se(s) ~ 1 + (1 | obs)"],
    ["the response is a count", "n ~ x + (1 | obs)", { family: "poisson" }],
    ["levels are related", "y ~ x + (1 | gr(obs, cov = K))", { structures: { K } }],
    ["effects are slopes", "y ~ x + (0 + x | obs)"],
    ["sigma has a formula", ["y ~ x + (1 | obs)", "sigma ~ x"]],
    ["rows differ in precision", "y | weights(x + 1, precision) ~ 1 + (1 | obs)"],
    ["tails of the response differ from those of effects", "y ~ x + (1 | obs)", { family: "student" }],
  ])("is passed over where %s", (_, formula, options) => {
    expect(warnings(formula, options)).toEqual([]);
  });
});
