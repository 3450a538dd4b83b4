/** Distributions of priors as text, there and back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../../engine/core/UserError.js";
import { dirichlet } from "../../../../engine/distributions/dirichlet.js";
import { halfNormal } from "../../../../engine/distributions/halfNormal.js";
import { normal } from "../../../../engine/distributions/normal.js";
import { poisson } from "../../../../engine/distributions/poisson.js";
import { distributionForms } from "../../../../models/glmm/priors/distributionForms.js";
import { distributionText } from "../../../../models/glmm/priors/distributionText.js";
import { parseDistribution } from "../../../../models/glmm/priors/parseDistribution.js";

describe("parseDistribution", () => {
  it("reads the example of every distribution, and its text is the example", () => {
    for (const { example, kind } of distributionForms.values()) {
      if (kind !== "options") expect(distributionText(parseDistribution(example))).toBe(example);
    }
  });

  it("reads arguments by their names, and writes all that a joint prior is made of", () => {
    const written = (text: string) => {
      const full = distributionText(parseDistribution(text));
      expect(distributionText(parseDistribution(full))).toBe(full);
      return full;
    };
    const rest = "scale_global = 1, df_global = 1, scale_slab = 2, df_slab = 4, autoscale = TRUE";
    for (const text of ["horseshoe(1)", "horseshoe()", "horseshoe", "hs(df = 1, par_ratio = NULL, main = TRUE)"]) {
      expect(written(text)).toBe(`horseshoe(df = 1, ${rest})`);
    }
    expect(written("horseshoe(df_slab = 3, 2, autoscale = FALSE, 0.5)")).toBe(
      "horseshoe(df = 2, scale_global = 0.5, df_global = 1, scale_slab = 2, df_slab = 3, autoscale = FALSE)",
    );
    expect(written("horseshoe(1, par_ratio = 0.1)")).toBe(
      "horseshoe(df = 1, df_global = 1, scale_slab = 2, df_slab = 4, par_ratio = 0.1, autoscale = TRUE)",
    );
    expect(written("R2D2()")).toBe("R2D2(mean_R2 = 0.5, prec_R2 = 2, cons_D2 = 0.5, autoscale = TRUE)");
    expect(written("R2D2(0.3, cons_D2 = c(1, 0.5))")).toBe(
      "R2D2(mean_R2 = 0.3, prec_R2 = 2, cons_D2 = c(1, 0.5), autoscale = TRUE)",
    );
  });

  it("reads shares one by one, or as a vector of R", () => {
    const read = (text: string) => distributionText(parseDistribution(text));
    expect(read("dirichlet(2)")).toBe("dirichlet(2)");
    expect(read("dirichlet(2, 1,0.5)")).toBe("dirichlet(2, 1, 0.5)");
    expect(read("dirichlet( c(2, 1) )")).toBe("dirichlet(2, 1)");
    expect(distributionText(dirichlet([1, 3]))).toBe("dirichlet(1, 3)");
  });

  it("has Stan's parametrisation: densities at 1.5 are those of R", () => {
    // R 4.2 with log = TRUE: dexp(1.5, 2), dgamma(1.5, 3, rate = 2), dt(0.5, 4) − log 2, dlnorm(1.5, 0.2, 0.7),
    // dlogis(1.5, 0.5, 2), dcauchy(1.5, 0.5, 2), dunif(1.5, 0, 4), dgamma(1/1.5, 3, rate = 2) − 2 log 1.5; laplace −log 4 − ½.
    const reference = new Map([
      ["exponential(2)", -2.306852819440055],
      ["gamma(3, 2)", -0.8027754226637808],
      ["student_t(4, 0.5, 2)", -1.8255379881127589],
      ["lognormal(0.2, 0.7)", -1.010806157220941],
      ["logistic(0.5, 2)", -2.1413011489201588],
      ["cauchy(0.5, 2)", -2.0610206177235551],
      ["uniform(0, 4)", -1.3862943611198906],
      ["inv_gamma(3, 2)", -1.5688994046461002],
      ["laplace(0.5, 2)", -1.8862943611198906],
    ]);
    for (const [text, value] of reference) {
      expect(parseDistribution(text).logDensity(1.5), text).toBeCloseTo(value, 12);
    }
  });

  it("reads back exactly what it writes, whatever the numbers", () => {
    const real = fc.double({ noNaN: true, noDefaultInfinity: true });
    const positive = fc.double({ min: 5e-324, max: 1.7e308, noNaN: true });
    fc.assert(
      fc.property(real, positive, positive, (location, scale, df) => {
        for (const text of [`student_t(${df}, ${location}, ${scale})`, `inv_gamma(${df},${scale})`]) {
          const { parameters } = parseDistribution(text);
          const again = parseDistribution(distributionText(parseDistribution(text)));
          expect(again.parameters).toEqual(parameters);
          expect(again.parameters["scale"]).toBe(scale);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("takes numbers as people write them, and flat with or without parentheses", () => {
    const read = (text: string) => distributionText(parseDistribution(text));
    expect(read(" normal( -3 ,1e-3 ) ")).toBe("normal(-3, 0.001)");
    expect(read("normal(+.5, 2.)")).toBe("normal(0.5, 2)");
    expect(read("double_exponential(0, 1)")).toBe("laplace(0, 1)");
    expect(read("flat")).toBe("flat()");
  });

  it.each([
    ["", "there is no distribution"],
    ["norml(0, 1)", 'unknown distribution "norml": did you mean normal?'],
    ["skew(1)", 'unknown distribution "skew": the known ones are normal, student_t'],
    ["horsehoe(1)", 'unknown distribution "horsehoe": did you mean horseshoe?'],
    ["horseshoe(0)", "the df of horseshoe must be a finite number above 0; it is 0."],
    ["horseshoe(dff = 1)", 'horseshoe has no argument "dff": did you mean df?'],
    ["horseshoe(df = 1, df = 2)", "the df of horseshoe is given twice"],
    ["horseshoe(1, 1, 1, 1, 1, 1, TRUE, FALSE, 1)", "horseshoe takes at most 8 arguments"],
    ["horseshoe(autoscale = yes)", 'the autoscale of horseshoe is "yes"; write TRUE or FALSE.'],
    ["horseshoe(df = c(1, 2))", 'the df of horseshoe is "c(1, 2)", which is not a finite number'],
    ["R2D2(1)", "the mean_R2 of R2D2 must be a number between 0 and 1; it is 1."],
    ["R2D2(cons_D2 = c(1, 0))", "the cons_D2 of R2D2 must be finite numbers above 0; one is 0."],
    ["dirichlet()", "dirichlet takes one number, or one for each share"],
    ["dirichlet(1, 0)", "a concentration of dirichlet must be a finite number above 0; one is 0."],
    ["constant(x)", 'the value of constant is "x", which is not a finite number'],
    ["gumbel(0)", "gumbel takes 2 numbers, location and scale, as in gumbel(0, 1); it has 1."],
    ["half_normal(0, 1)", "write normal, such as normal(0, 2.5); a prior of a positive quantity is truncated at zero"],
    ["half-cauchy(0, 1)", "write cauchy"],
    ["halfStudent_t(3, 0, 1)", "write student_t"],
    ["(0, 1)", "the distribution has no name"],
    ["normal", "normal needs its numbers in parentheses, as in normal(0, 2.5)"],
    ["normal(0)", "normal takes 2 numbers, location and scale, as in normal(0, 2.5); it has 1."],
    ["student_t(0, 1)", "student_t takes 3 numbers, df, location and scale, as in student_t(3, 0, 2.5); it has 2."],
    ["exponential()", "exponential takes 1 number, rate, as in exponential(1); it has 0."],
    ["flat(1)", "flat takes no numbers: write flat()."],
    ["normal(0, 1", 'the parenthesis of "normal(0, 1" is not closed'],
    ["normal(0, 1))", 'the text ")" after "normal(0, 1)" is not understood'],
    ["normal(0, 1) T[0, ]", 'leave out "T[0, ]"'],
    ["normal(0, sqrt(2))", 'the scale of normal is "sqrt(2)", which is not a finite number'],
    ["normal(0, inf)", 'the scale of normal is "inf", which is not a finite number'],
    ["normal(0, Infinity)", "is not a finite number"],
    ["normal(0, 1e999)", "is not a finite number"],
    ["normal(0, 1.2.3)", "is not a finite number"],
    ["normal(0, 0x10)", "is not a finite number"],
    ["normal(0, )", 'the scale of normal is "", which is not a finite number'],
    ["normal(0, -1)", "the scale of normal must be a finite number above 0; it is -1."],
    ["normal(0, 0)", "the scale of normal must be a finite number above 0"],
    ["uniform(1, 1)", "uniform needs two finite numbers with lower below upper"],
    ["lkj(0)", "the eta of lkj must be a finite number above 0"],
    ["__proto__(1)", 'unknown distribution "__proto__"'],
  ])("refuses %j in a sentence", (text, sentence) => {
    expect(() => parseDistribution(text)).toThrow(UserError);
    expect(() => parseDistribution(text)).toThrow(sentence);
  });

  it("refuses a million characters at once, without showing them", () => {
    const long = [
      `normal(0, ${"1".repeat(1e6)}x)`,
      "(".repeat(1e6),
      `${"a".repeat(1e6)}(1)`,
      `normal(0, 1)${"x".repeat(1e6)}`,
    ];
    for (const text of long) {
      expect(() => parseDistribution(text)).toThrow(UserError);
      expect(() => parseDistribution(text)).toThrow(/^.{1,300}$/);
    }
  });
});

describe("distributionText", () => {
  it("writes a half law as its whole, which is truncated again where it is used", () => {
    expect(distributionText(halfNormal(0, 2))).toBe("normal(0, 2)");
  });

  it("refuses a law that no prior can have, and parameters that are not numbers", () => {
    expect(() => distributionText(poisson(3))).toThrow("poisson cannot be the prior of a parameter here");
    expect(() => distributionText({ ...normal(0, 1), parameters: { location: [1], scale: 1 } })).toThrow(
      "the location of the prior normal must be a plain number",
    );
  });
});
