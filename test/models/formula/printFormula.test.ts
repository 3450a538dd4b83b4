import { expect, it } from "vitest";

import { parseFormula } from "../../../models/formula/parseFormula.js";
import { printFormula } from "../../../models/formula/printFormula.js";

it("says in plain lines what a formula declares", () => {
  const formula = parseFormula(
    "events | trials(n) + rate(d) ~ dose*arm + offset(log(days)) + (1 + dose || site) + (0 + x | a:b) + (x*z | g)",
  );
  expect(printFormula(formula)).toBe(
    [
      "response:     events",
      "trials:       n",
      "rate per:     d",
      "intercept:    yes, of centred columns",
      "terms:        dose, arm, dose:arm",
      "offset:       log(days)",
      "groups:       each site has its own intercept and effect of dose, uncorrelated",
      "groups:       each combination of a and b has its own effect of x",
      "groups:       each g has its own intercept and effects of x, z and x:z, correlated",
    ].join("\n"),
  );
});

it("says what the levels of a group are related by", () => {
  const text = printFormula(parseFormula("y ~ (x || gr(species, tree = t)) + (1 | gr(a:b, cov = `K 1`))"));
  expect(text).toContain("each species has its own intercept and effect of x, uncorrelated, related by the tree t\n");
  expect(text).toContain("each combination of a and b has its own intercept, related by the covariance matrix `K 1`");
});

it("says what weights mean", () => {
  expect(printFormula(parseFormula("y | weights(w / 2, precision) ~ 1"))).toMatch(
    /^weights: {6}w\/2, of precision: variances sigma²\/w$/m,
  );
});

it("says whether known errors stand beside sigma, and which parameter a formula is of", () => {
  expect(printFormula(parseFormula("y | se(s) ~ 1"))).toMatch(/^known errors: s, in place of sigma$/m);
  expect(printFormula(parseFormula("y | se(s, TRUE) ~ 1"))).toMatch(/^known errors: s, beside sigma$/m);
  const sigma = printFormula(parseFormula("sigma ~ 0 + Intercept + x", { parameters: ["sigma"] }));
  expect(sigma).toBe(
    "parameter:    sigma\nintercept:    yes, as a coefficient of class b; columns are not centred\nterms:        x",
  );
});
