/** Which prior each parameter gets. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../../engine/core/UserError.js";
import { frame, group, predictor, priorsOf, resolve } from "./frames.js";
import { testRng } from "../../../engine/distributions/testRng.js";

interface Scale {
  readonly median: number;
  readonly mad: number;
  readonly sd: number;
}

const reference = JSON.parse(
  readFileSync(new URL("../../../reference/priors/scales.json", import.meta.url), "utf8"),
) as { readonly data: Readonly<Record<string, number[]>> } & Readonly<Record<string, Scale>>;
const { sleep, counts, rates, positive, offset } = reference.data as Record<string, number[]>;

const one = (value: number) => Math.round(value * 10) / 10;
const three = (value: number) => Number(value.toPrecision(3));
const x = (n: number) => Array.from({ length: n }, (_, i) => i * 10);

describe("default priors", () => {
  it("scale with response and columns for a normal response, as R's median, mad and sd have it", () => {
    const columns = { x: x(20), d: x(20).map((value) => (value > 80 ? 1 : 0)) };
    const model = frame(sleep!, [predictor(columns)], [group("g", { Intercept: undefined, x: x(20) })]);
    const { median, mad, sd } = reference["sleep"]!;
    const sdX = 10 * Math.sqrt(35);
    expect(priorsOf(model, "gaussian")).toEqual({
      b_Intercept: `student_t(3, ${one(median)}, ${one(mad)})`,
      b_x: `normal(0, ${three((2.5 * sd) / sdX)})`,
      b_d: `normal(0, ${three(2.5 * sd)})`,
      sd_g__Intercept: `student_t(3, 0, ${one(mad)})`,
      sd_g__x: `student_t(3, 0, ${three(one(mad) / sdX)})`,
      cor_g: "lkj(2)",
      sigma: `student_t(3, 0, ${one(mad)})`,
    });
    expect(priorsOf(model, "student")).toMatchObject({ nu: "gamma(2, 0.1)" });
  });

  it("are 2.5 wide where the response has no scale of its own, or a small one", () => {
    const model = frame([0, 1, 1, 0], [predictor({ x: [0, 1, 0, 1] })], [group("g", { Intercept: undefined })]);
    const expected = {
      b_Intercept: "student_t(3, 0, 2.5)",
      b_x: "normal(0, 2.5)",
      sd_g__Intercept: "student_t(3, 0, 2.5)",
    };
    expect(priorsOf(model, "bernoulli")).toEqual(expected);
    expect(priorsOf(model, "binomial", [], { link: "cloglog" })).toEqual(expected);
    expect(priorsOf(frame([2, 2, 2, 2], model.predictors), "gaussian")).toEqual({
      b_Intercept: "student_t(3, 2, 2.5)",
      b_x: "normal(0, 2.5)",
      sigma: "student_t(3, 0, 2.5)",
    });
  });

  it("of counts follow the logarithm, per unit of rate and without the offset", () => {
    const intercept = (rest: object, withOffset = false) => {
      const mu = predictor({}, withOffset ? { offset: Float64Array.from(offset!) } : {});
      return priorsOf(frame(counts!, [mu], [], rest), "poisson")["b_Intercept"];
    };
    const prior = ({ median, mad }: Scale) => `student_t(3, ${one(median)}, ${Math.max(2.5, one(mad))})`;
    expect(intercept({})).toBe(prior(reference["countsByLog"]!));
    expect(intercept({ rate: Float64Array.from(rates!) })).toBe(prior(reference["countsPerUnitByLog"]!));
    expect(intercept({}, true)).toBe(prior(reference["countsByLogWithoutOffset"]!));
    const bySqrt = priorsOf(frame(counts!, [predictor({})]), "poisson", [], { link: "sqrt" });
    expect(bySqrt["b_Intercept"]).toBe(prior(reference["countsBySqrt"]!));
  });

  it("of positive responses follow the link, and sigma of a lognormal the logarithm", () => {
    const model = frame(positive!, [predictor({ d: [0, 1, 0, 1, 0, 1, 1] })]);
    const byLog = reference["positiveByLog"]!;
    expect(priorsOf(model, "gamma", [], { link: "log" })).toEqual({
      b_Intercept: `student_t(3, ${one(byLog.median)}, ${one(byLog.mad)})`,
      b_d: "normal(0, 2.5)",
      shape: "inv_gamma(0.4, 0.3)",
    });
    expect(priorsOf(model, "gamma", [], { link: "inverse" })["b_Intercept"]).toBe(
      `student_t(3, ${one(reference["positiveByInverse"]!.median)}, 2.5)`,
    );
    expect(priorsOf(model, "lognormal")).toEqual({
      b_Intercept: `student_t(3, ${one(byLog.median)}, ${one(byLog.mad)})`,
      b_d: `normal(0, ${three(2.5 * byLog.sd)})`,
      sigma: `student_t(3, 0, ${one(byLog.mad)})`,
    });
  });

  it("leave room for the response's level where no intercept carries it", () => {
    const level = sleep!.map((value) => value + 1000);
    const rms = Math.sqrt(level.reduce((sum, value) => sum + value * value, 0) / level.length);
    const d = x(20).map((value) => (value > 80 ? 1 : 0));
    const cells = predictor({ a: d.map((value) => 1 - value), b: d }, { intercept: "none" });
    const prior = `normal(0, ${three(2.5 * rms)})`;
    expect(priorsOf(frame(level, [cells]), "gaussian")).toMatchObject({ b_a: prior, b_b: prior });
    const asCoefficient = predictor({ Intercept: d.map(() => 1), d }, { intercept: "coefficient" });
    expect(priorsOf(frame(level, [asCoefficient]), "gaussian")).toMatchObject({ b_Intercept: prior, b_d: prior });
    expect(priorsOf(frame(d, [asCoefficient]), "bernoulli")["b_d"]).toBe("normal(0, 2.5)");
  });

  it("scale with a positive response where the link keeps its unit", () => {
    const model = frame(positive!, [predictor({ d: [0, 1, 0, 1, 0, 1, 1] })]);
    const mean = positive!.reduce((sum, value) => sum + value, 0) / positive!.length;
    const squares = positive!.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const deviation = Math.sqrt(squares / (positive!.length - 1));
    expect(priorsOf(model, "gamma", [], { link: "identity" })["b_d"]).toBe(`normal(0, ${three(2.5 * deviation)})`);
  });

  it("take a constant response for one without a scale, though its mean may miss the last digit", () => {
    const d = Array.from({ length: 30 }, (_, i) => i % 2);
    const y = d.map(() => 0.1);
    expect(priorsOf(frame(y, [predictor({ d })]), "gaussian")["b_d"]).toBe("normal(0, 2.5)");
  });

  it("of other parameters' formulas are on the scale of their links", () => {
    const sigma = predictor({ sigma_x: x(20) }, { parameter: "sigma", link: "log" });
    const model = frame(sleep!, [predictor({}), sigma], [group("g", { Intercept: undefined }, { parameter: "sigma" })]);
    expect(priorsOf(model, "gaussian")).toMatchObject({
      b_sigma_Intercept: "student_t(3, 0, 2.5)",
      b_sigma_x: `normal(0, ${three(2.5 / (10 * Math.sqrt(35)))})`,
      sd_g__sigma_Intercept: "student_t(3, 0, 2.5)",
    });
    expect(priorsOf(frame([0.1, 0.4], [predictor({})]), "beta")["phi"]).toBe("inv_gamma(0.4, 0.3)");
  });

  it('are those of brms 2.23 with "brms"', () => {
    const brms = (...[model, family, declared, rest]: Parameters<typeof priorsOf>) =>
      priorsOf(model, family, declared, { ...rest, defaultPriors: "brms" });
    const groups = [group("g", { Intercept: undefined, x: x(20) })];
    const { median, mad } = reference["sleep"]!;
    expect(brms(frame(sleep!, [predictor({ x: x(20) })], groups), "gaussian")).toEqual({
      b_Intercept: `student_t(3, ${one(median)}, ${one(mad)})`,
      b_x: "flat()",
      sd_g__Intercept: `student_t(3, 0, ${one(mad)})`,
      sd_g__x: `student_t(3, 0, ${one(mad)})`,
      cor_g: "lkj(1)",
      sigma: `student_t(3, 0, ${one(mad)})`,
    });
    const byLog = reference["countsByLog"]!;
    const meanOffset = offset!.reduce((sum, value) => sum + value / 10, 0);
    const withOffset = predictor({}, { offset: Float64Array.from(offset!) });
    expect(brms(frame(counts!, [withOffset], [], { rate: Float64Array.from(rates!) }), "negbinomial")).toEqual({
      b_Intercept: `student_t(3, ${one(byLog.median) - meanOffset}, ${one(byLog.mad)})`,
      shape: "inv_gamma(0.4, 0.3)",
    });
    expect(brms(frame(positive!, [predictor({})]), "gamma", [], { link: "log" })["shape"]).toBe("gamma(0.01, 0.01)");
    expect(brms(frame([0.1, 0.4], [predictor({})]), "beta")["phi"]).toBe("gamma(0.01, 0.01)");
  });

  it("leave aside a response without a logarithm, for brms the whole scale with it", () => {
    const mixed = frame([-1, 100, 1000, 10000], [predictor({})]);
    const intercept = (defaultPriors: "poolwise" | "brms") =>
      priorsOf(mixed, "gaussian", [], { link: "log", defaultPriors })["b_Intercept"];
    // R: median(log(c(100, 1000, 10000))) is 6.9, its mad 3.4.
    expect(intercept("poolwise")).toBe("student_t(3, 6.9, 3.4)");
    expect(intercept("brms")).toBe("student_t(3, 0, 2.5)");
  });

  it("are proper texts for absurd units too", () => {
    const huge = predictor({ x: [1e300, -1e300, 3e299, 0], tiny: [1e-310, 2e-310, 0, 3e-310] });
    for (const y of [
      [1e308, -1e308, 0, 1e307],
      [1e-320, 0, 0, 2e-320],
    ]) {
      const priors = priorsOf(frame(y, [huge], [group("g", { x: [1e300, 0, 0, 0] })]), "gaussian");
      expect(Object.values(priors).filter((text) => /NaN|Infinity|, 0\)/.test(text))).toEqual([]);
    }
  });
});

describe("declared priors", () => {
  const model = frame(
    [1, 2, 3, 5],
    [predictor({ x: x(4), z: [3, 1, 4, 1] }), predictor({ sigma_x: x(4) }, { parameter: "sigma", link: "log" })],
    [group("g", { Intercept: undefined, x: x(4) }), group("h", { Intercept: undefined, x: x(4) })],
  );

  it("win by coefficient before group before class, in whatever order", () => {
    const declared = [
      "sd ~ normal(0, 1)",
      "sd[g] ~ normal(0, 2)",
      "sd[g,x] ~ normal(0, 3)",
      "b ~ normal(0, 4)",
      "b[z] ~ normal(0, 5)",
    ];
    for (const order of [declared, declared.toReversed()]) {
      expect(priorsOf(model, "gaussian", order)).toMatchObject({
        b_x: "normal(0, 4)",
        b_z: "normal(0, 5)",
        sd_g__Intercept: "normal(0, 2)",
        sd_g__x: "normal(0, 3)",
        sd_h__Intercept: "normal(0, 1)",
        sd_h__x: "normal(0, 1)",
      });
    }
  });

  it("are of one distributional parameter", () => {
    const priors = priorsOf(model, "gaussian", [
      "b ~ normal(0, 1)",
      "sigma: b ~ normal(0, 2)",
      "sigma: Intercept ~ normal(0, 3)",
    ]);
    expect(priors).toMatchObject({ b_x: "normal(0, 1)", b_sigma_x: "normal(0, 2)", b_sigma_Intercept: "normal(0, 3)" });
    expect(priors["b_Intercept"]).toContain("student_t");
  });

  it("are used as declared, and say so", () => {
    const sources = resolve(model, "gaussian", ["b[x] ~ normal(0, 5)"]).map(
      ({ slot, source }) => `${slot.name} ${source}`,
    );
    expect(sources.filter((text) => text.endsWith("declared"))).toEqual(["b_x declared"]);
  });

  it("of positive quantities are cut at zero and normalised, those of nu at 1", () => {
    const student = frame([1, 2, 3, 5], [predictor({})]);
    const of = (name: string, text: string) =>
      resolve(student, "student", [text]).find(({ slot }) => slot.name === name)!.distribution;
    const half = of("sigma", "sigma ~ normal(0, 2)");
    // dnorm(1, 0, 2, log = TRUE) + log(2)
    expect(half.logDensity(1)).toBeCloseTo(-1.0439385332046727, 13);
    expect(half.logDensity(-1)).toBe(-Infinity);
    expect(of("sigma", "sigma ~ flat").logDensity(3)).toBe(0);
    expect(of("sigma", "sigma ~ flat").support).toEqual({ kind: "positive" });
    expect(of("sigma", "sigma ~ uniform(-2, 8)").logDensity(3)).toBeCloseTo(-Math.log(8), 14);
    const nu = of("nu", "nu ~ gamma(2, 0.1)");
    expect(nu.support).toEqual({ kind: "lower", lower: 1 });
    // P(nu > 1) = 1.1 exp(-0.1)
    expect(nu.logDensity(5)).toBeCloseTo(Math.log(0.01 * 5) - 0.5 - Math.log(1.1) + 0.1, 12);
    const rng = testRng(1);
    expect(Array.from({ length: 200 }, () => nu.random(rng) as number).every((value) => value > 1)).toBe(true);
  });

  it("of correlations get the size of their group", () => {
    const three = frame([1, 2, 3, 5], [predictor({})], [group("g", { Intercept: undefined, x: x(4), z: x(4) })]);
    const [cor] = resolve(three, "gaussian", ["cor ~ lkj(3)"]).filter(({ slot }) => slot.class === "cor");
    expect(cor!.distribution.eventShape).toEqual([3, 3]);
    expect(cor!.distribution.parameters).toMatchObject({ eta: 3, size: 3 });
    expect(cor!.text).toBe("lkj(3)");
  });

  it("may be declared twice only with the same words", () => {
    expect(priorsOf(model, "gaussian", ["b ~ normal(0, 5)", "b ~ normal(0,5)"])["b_x"]).toBe("normal(0, 5)");
    expect(() => resolve(model, "gaussian", ["b ~ normal(0, 5)", "b ~ normal(0, 6)"])).toThrow(
      "the prior of b is declared twice, as normal(0, 5) and as normal(0, 6); leave one of them out.",
    );
  });

  it.each([
    ["b[zz] ~ normal(0, 1)", 'there is no coefficient "zz"; did you mean "z"?'],
    ["b[weight] ~ normal(0, 1)", 'there is no coefficient "weight"; the coefficients are x, z.'],
    ["b[Intercept] ~ normal(0, 1)", 'the intercept is a class of its own; write "Intercept ~ …".'],
    [
      "sigma: b[Intercept] ~ normal(0, 1)",
      'the intercept of sigma is a class of its own; write "sigma: Intercept ~ …".',
    ],
    ["sd[school] ~ normal(0, 1)", 'there is no group "school"; the groups are g, h.'],
    ["sd[g,y] ~ normal(0, 1)", 'there is no coefficient "y" of the group "g"; did you mean "x"?'],
    [
      "sd[g,weight] ~ normal(0, 1)",
      'there is no coefficient "weight" of the group "g"; the coefficients are Intercept, x.',
    ],
    ["cor[k] ~ lkj(1)", 'there is no group "k"; did you mean "g"?'],
    [
      "sigma ~ normal(0, 1)",
      'sigma has a formula, so its priors are those of the formula, such as "sigma: Intercept ~ …".',
    ],
    ["sigma: b[z] ~ normal(0, 1)", 'there is no coefficient "z"; did you mean "x"?'],
    [
      "sigma: sd ~ normal(0, 1)",
      "there is none in the formula of sigma; its parameters are of Intercept, b, sigma: Intercept",
    ],
    ["shape ~ normal(0, 1)", "the family has no shape; its parameters are of"],
    ["shape: b ~ normal(0, 1)", "shape has no formula; its parameters are of"],
  ])("that are of no parameter, as %j, are refused with what there is", (text, sentence) => {
    expect(() => resolve(model, "gaussian", [text])).toThrow(UserError);
    expect(() => resolve(model, "gaussian", [text])).toThrow(sentence);
  });

  it.each([
    ["Intercept ~ normal(0, 1)", "the formula has no intercept"],
    ["b ~ normal(0, 1)", "the formula has no coefficients"],
    ["sd ~ normal(0, 1)", "the formula has no group-level terms"],
    ["cor ~ lkj(1)", "the formula has no group-level terms"],
    ["sigma ~ normal(0, 1)", "write se(…, sigma = TRUE) to add sigma"],
  ])("of a class that an empty model lacks, as %j, are refused with the reason", (text, sentence) => {
    const se = { values: Float64Array.from([1, 1]), sigma: false };
    const empty = frame([1, 2], [predictor({}, { intercept: "none" })], [], { se });
    expect(() => resolve(empty, "gaussian", [text])).toThrow(sentence);
  });

  it("of an intercept that is a coefficient are sent to b[Intercept]", () => {
    const asCoefficient = frame([1, 2], [predictor({ Intercept: [1, 1] }, { intercept: "coefficient" })]);
    expect(() => resolve(asCoefficient, "gaussian", ["Intercept ~ normal(0, 1)"])).toThrow('write "b[Intercept] ~ …"');
    expect(priorsOf(asCoefficient, "gaussian", ["b ~ normal(0, 7)"])["b_Intercept"]).toBe("normal(0, 7)");
  });

  it.each([
    [
      "b ~ exponential(1)",
      'the prior "b ~ exponential(1)" does not fit: b_x may be any real number, but exponential(1) is of numbers above 0',
    ],
    [
      "Intercept ~ uniform(0, 1)",
      "b_Intercept may be any real number, but uniform(0, 1) is of numbers between 0 and 1",
    ],
    ["sd ~ uniform(-2, -1)", "sd_g__Intercept lies above 0, where uniform(-2, -1) has no mass"],
    ["sd ~ uniform(-2, 0)", "sd_g__Intercept lies above 0, where uniform(-2, 0) has no mass"],
  ])("that cannot be where the parameter lives, as %j, are refused", (text, sentence) => {
    expect(() => resolve(model, "gaussian", [text])).toThrow(sentence);
  });

  it("of nu that end at 1 are refused", () => {
    expect(() => resolve(frame([1, 2], [predictor({})]), "student", ["nu ~ beta(1, 1)"])).toThrow(
      "nu lies above 1, where beta(1, 1) has no mass",
    );
  });

  it("of nu whose tail above 1 is not known are refused", () => {
    expect(() => resolve(frame([1, 2], [predictor({})]), "student", ["nu ~ inv_gamma(2, 1)"])).toThrow(
      "nu lies above 1, and what inv_gamma leaves there is not known; use another, such as gamma or lognormal.",
    );
  });
});
