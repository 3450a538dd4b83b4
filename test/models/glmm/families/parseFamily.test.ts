import { describe, expect, it } from "vitest";
import type { Family } from "../../../../models/glmm/Family.js";
import { normal } from "../../../../engine/distributions/normal.js";
import { gaussian } from "../../../../models/glmm/families/constructors.js";
import { familyText } from "../../../../models/glmm/families/familyText.js";
import { parseFamily, resolveFamily } from "../../../../models/glmm/families/parseFamily.js";
import { pairs } from "./references.js";

describe("the text of a family", () => {
  it.each(pairs)("%s(%s) is read back", (name, link) => {
    expect(familyText(parseFamily(`${name}(${link})`))).toBe(`${name}(${link})`);
  });

  it.each([
    ["gaussian", "gaussian(identity)"],
    ["student", "student(identity)"],
    ["bernoulli", "bernoulli(logit)"],
    ["binomial()", "binomial(logit)"],
    ["poisson", "poisson(log)"],
    ["negbinomial", "negbinomial(log)"],
    ["gamma", "gamma(log)"],
    ["beta", "beta(logit)"],
    ["lognormal", "lognormal(identity)"],
  ])("%s alone has the default link: %s", (text, full) => {
    expect(familyText(parseFamily(text))).toBe(full);
  });

  it.each([
    ["  binomial ( probit ) ", "binomial(probit)"],
    ['binomial(link = "logit")', "binomial(logit)"],
    ["poisson('sqrt')", "poisson(sqrt)"],
    ["Gamma(inverse)", "gamma(inverse)"],
    ["normal", "gaussian(identity)"],
    ["neg_binomial(log)", "negbinomial(log)"],
    ["t", "student(identity)"],
    ["Beta", "beta(logit)"],
  ])("%j means %s", (text, full) => {
    expect(familyText(parseFamily(text))).toBe(full);
  });

  it.each([
    ["binomail(logit)", /^unknown family "binomail": did you mean "binomial"\?$/],
    ["cauchy", /^unknown family "cauchy": the families are gaussian, .* and [\w.]+\.$/],
    [
      "binomial(logitt)",
      'unknown link "logitt" of the family binomial (did you mean "logit"?): its links are logit, probit, cloglog and cauchit.',
    ],
    [
      "poisson(logit)",
      /^unknown link "logit" of the family poisson.*: its links are log, identity, sqrt and softplus\.$/,
    ],
    ["binomial(logit", /^"binomial\(logit" is no family; write its name, and its link in parentheses/],
    ["binomial(logit) + 1", /is no family/],
    ["", /is no family/],
    ["__proto__", /^unknown family "__proto__"/],
    ["gaussian(constructor)", /^unknown link "constructor" of the family gaussian/],
  ])("%j is refused in one sentence", (text, message) => {
    expect(() => parseFamily(text)).toThrow(message);
  });
});

describe("a family given in TypeScript", () => {
  it("may be a record or text", () => {
    expect(resolveFamily({ name: "binomial", link: "probit" })).toEqual({ name: "binomial", link: "probit" });
    expect(resolveFamily({ name: "poisson" } as Family)).toEqual({ name: "poisson", link: "log" });
    expect(resolveFamily("poisson(sqrt)")).toEqual({ name: "poisson", link: "sqrt" });
  });

  it.each([
    [gaussian, "the family is a function; call it, as in gaussian()."],
    [normal(0, 1), /^the family must be one such as gaussian\(\)/],
    [3, /^the family must be one such as gaussian\(\)/],
    [null, /^the family must be one such as gaussian\(\)/],
    [{ name: "binomial", link: "identity" }, /^unknown link "identity" of the family binomial/],
  ])("that is none is refused: case %#", (given, message) => {
    expect(() => resolveFamily(given as unknown as Family)).toThrow(message);
  });
});
