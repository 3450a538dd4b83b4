/** Priors as text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUserError, UserError } from "../../../../engine/core/UserError.js";
import { cauchy } from "../../../../engine/distributions/cauchy.js";
import { halfCauchy } from "../../../../engine/distributions/halfCauchy.js";
import { halfNormal } from "../../../../engine/distributions/halfNormal.js";
import { lkjCorrCholesky } from "../../../../engine/distributions/lkjCorrCholesky.js";
import { normal } from "../../../../engine/distributions/normal.js";
import { parsePrior } from "../../../../models/glmm/priors/parsePrior.js";
import { prior } from "../../../../models/glmm/priors/prior.js";
import { lkj } from "../../../../models/glmm/priors/lkj.js";
import { priorLine } from "../../../../models/glmm/priors/priorLine.js";

const target = (text: string) => {
  const { distribution, text: written, ...rest } = parsePrior(text);
  expect(distribution.name).toBeTruthy();
  expect(written).toBeTruthy();
  return rest;
};

describe("parsePrior", () => {
  it.each([
    ["b ~ normal(0, 5)", { class: "b", parameter: "mu" }],
    ["b[x]~normal(0,5)", { class: "b", parameter: "mu", coefficient: "x" }],
    ["b[zBase:Trt1] ~ normal(0, 5)", { class: "b", parameter: "mu", coefficient: "zBase:Trt1" }],
    ["b[level~one, two] ~ normal(0, 5)", { class: "b", parameter: "mu", coefficient: "level~onetwo" }],
    ["b[I(x^2)] ~ normal(0, 5)", { class: "b", parameter: "mu", coefficient: "IxE2" }],
    ["sd[g,poly(x, 2)1] ~ normal(0, 5)", { class: "sd", parameter: "mu", group: "g", coefficient: "polyx21" }],
    ["b[__proto__] ~ normal(0, 5)", { class: "b", parameter: "mu", coefficient: "__proto__" }],
    ["Intercept ~ student_t(3, 0, 2.5)", { class: "Intercept", parameter: "mu" }],
    ["sd ~ exponential(1)", { class: "sd", parameter: "mu" }],
    ["sd[a:b] ~ exponential(1)", { class: "sd", parameter: "mu", group: "a:b" }],
    ["sd[ g , x ] ~ exponential(1)", { class: "sd", parameter: "mu", group: "g", coefficient: "x" }],
    ["cor ~ lkj(2)", { class: "cor", parameter: "mu" }],
    ["cor[g] ~ lkj(2)", { class: "cor", parameter: "mu", group: "g" }],
    ["sigma ~ flat", { class: "sigma", parameter: "mu" }],
    ["nu ~ gamma(2, 0.1)", { class: "nu", parameter: "mu" }],
    ["sigma: b[x] ~ normal(0, 1)", { class: "b", parameter: "sigma", coefficient: "x" }],
    ["sigma:Intercept ~ normal(0, 1)", { class: "Intercept", parameter: "sigma" }],
    ["shape: sd[g] ~ normal(0, 1)", { class: "sd", parameter: "shape", group: "g" }],
    ["mu: b ~ normal(0, 1)", { class: "b", parameter: "mu" }],
  ])("reads what %j is of", (text, expected) => {
    expect(target(text)).toEqual(expected);
  });

  it("writes a line from which the same prior is read", () => {
    for (const text of ["b[zBase:Trt1] ~ normal(0, 5)", "sigma: sd[g,x] ~ exponential(1)", "cor[g] ~ lkj(2)"]) {
      expect(priorLine(parsePrior(text))).toBe(text);
    }
  });

  it.each([
    ["b normal(0, 5)", 'invalid prior "b normal(0, 5)": it has no "~"'],
    ["~ normal(0, 5)", 'there is nothing before "~"'],
    ["b ~", "there is no distribution"],
    ["b ~ norml(0, 5)", 'invalid prior "b ~ norml(0, 5)": unknown distribution "norml": did you mean normal?'],
    [
      "frequency ~ normal(0, 5)",
      'unknown class of priors "frequency": the known ones are b, Intercept, sd, cor, simo, sigma',
    ],
    ["sigm ~ normal(0, 5)", 'unknown class of priors "sigm": did you mean sigma?'],
    ["intercept ~ normal(0, 5)", "did you mean Intercept?"],
    ["b_x ~ normal(0, 5)", '"b_x" is a name of draws; a prior is of a class: write "b[x] ~ …"'],
    ["b_Intercept ~ normal(0, 5)", 'write "Intercept ~ …"'],
    ["b_sigma_x ~ normal(0, 5)", 'write "sigma: b[x] ~ …"'],
    ["sd_g__x ~ normal(0, 5)", 'write "sd[g,x] ~ …"'],
    ["cor_g__Intercept__x ~ lkj(1)", 'write "cor[g] ~ …"'],
    ["b[x ~ normal(0, 5)", "its bracket is not closed"],
    ["b]x ~ normal(0, 5)", 'the bracket of "b]x" is not opened'],
    ["b[x]y ~ normal(0, 5)", 'the text "y" after the brackets of "b[x]y" is not understood'],
    ["b[] ~ normal(0, 5)", "a name is missing in the brackets"],
    ["sd[g,] ~ normal(0, 5)", 'write "sd[g,x]", or sd alone for all'],
    ["sigma[x] ~ normal(0, 5)", "sigma takes nothing in brackets"],
    ["Intercept[x] ~ normal(0, 5)", "Intercept takes nothing in brackets"],
    ["sigma: sigma ~ normal(0, 5)", 'after "sigma:" stands b, Intercept, sd or cor, not sigma'],
    ["sigm: b[x] ~ normal(0, 5)", 'unknown parameter "sigm" before the colon: did you mean "sigma: b[x]"?'],
    ["cor ~ normal(0, 5)", "cor is of correlations, whose prior is lkj, such as lkj(2); it has normal."],
    ["b ~ lkj(2)", "b cannot have the prior lkj, which is of correlations"],
    ["sd ~ normal(0, -5)", "the scale of normal must be a finite number above 0"],
  ])("refuses %j in one sentence that names it", (text, sentence) => {
    expect(() => parsePrior(text)).toThrow(UserError);
    expect(() => parsePrior(text)).toThrow(sentence);
  });

  it("gives a UserError of one short line, and no other error, whatever the text", () => {
    const pieces = [
      "b",
      "sd",
      "cor",
      "sigma:",
      "[",
      "]",
      ",",
      "~",
      "(",
      ")",
      "x",
      " ",
      "normal",
      "lkj",
      "1",
      "-",
      "\n",
      "é",
    ];
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          const read = parsePrior(written);
          expect(priorLine(parsePrior(priorLine(read)))).toBe(priorLine(read));
        } catch (error) {
          if (!isUserError(error)) throw error;
          expect(error.message.length).toBeLessThan(400);
        }
      }),
      { seed: 2, numRuns: 3000 },
    );
  });
});

describe("a group's name in a prior", () => {
  it("may hold any signs, in back-quotes where they would be read as others", () => {
    expect(target("sd[`herd, year`,x] ~ normal(0, 1)")).toMatchObject({ group: "herd, year", coefficient: "x" });
    expect(target("cor[`a]~b[`] ~ lkj(2)")).toMatchObject({ group: "a]~b[" });
    expect(priorLine(parsePrior("sd[a:b c,x] ~ normal(0, 1)"))).toBe("sd[a:b c,x] ~ normal(0, 1)");
  });

  it("is read back as it was written, whatever it is", () => {
    const sign = fc.constantFrom("g", " ", ",", "[", "]", "~", "`", "\\", ":", "(", "é");
    fc.assert(
      fc.property(fc.string({ unit: sign, minLength: 1, maxLength: 6 }), (group) => {
        const given = { ...parsePrior("sd ~ normal(0, 1)"), group, coefficient: "x" };
        expect(parsePrior(priorLine(given))).toMatchObject({ class: "sd", group, coefficient: "x" });
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe("prior", () => {
  it("takes a distribution or its text", () => {
    expect(priorLine(prior("b", normal(0, 2.5)))).toBe("b ~ normal(0, 2.5)");
    expect(priorLine(prior("sd[g,x]", "exponential(1)"))).toBe("sd[g,x] ~ exponential(1)");
    expect(priorLine(prior("cor", lkj(2)))).toBe("cor ~ lkj(2)");
    expect(priorLine(prior("cor[g]", lkjCorrCholesky(3, 2)))).toBe("cor[g] ~ lkj(2)");
  });

  it("takes a half law of a positive quantity as the whole one, which the model cuts", () => {
    const half = prior("sd", halfCauchy(0, 5));
    expect(half.text).toBe("cauchy(0, 5)");
    expect(half.distribution.logDensity(2)).toBe(cauchy(0, 5).logDensity(2));
    expect(() => prior("b", halfNormal(0, 5))).toThrow("it cannot have the prior half-normal: use normal.");
  });

  it("refuses what is no distribution", () => {
    expect(() => prior("b", 5 as never)).toThrow("its second argument must be a distribution");
    expect(() => prior("b", undefined as never)).toThrow("its second argument must be a distribution");
    expect(() => prior(5 as never, normal(0, 1))).toThrow("its first argument must be text");
    expect(() => prior("b", "normal(0)")).toThrow('invalid prior of "b": normal takes 2 numbers');
  });
});
