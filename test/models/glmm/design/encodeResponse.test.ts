import { describe, expect, it } from "vitest";
import type { FamilyName } from "../../../../models/glmm/Family.js";
import { encoderOf, messageOf, table } from "./support.js";

const responseOf = (formula: string, data: Parameters<typeof table>[0], family: FamilyName) =>
  encoderOf(formula, table(data), { family }).frame.response!;

const refusal = (formula: string, data: Parameters<typeof table>[0], family: FamilyName) =>
  messageOf(() => responseOf(formula, data, family))?.split("\n")[0];

describe("the response", () => {
  it("is computed from columns and named by its text", () => {
    const response = responseOf("log(y + 1) ~ 1", { y: [0, 1] }, "gaussian");
    expect(response.name).toBe("log(y+1)");
    expect(response.values[1]).toBeCloseTo(Math.LN2, 15);
  });

  it("counts the second of two levels as success: by code point, as declared, or true", () => {
    const data = table({ s: ["yes", "no", "yes"], t: [true, false, true], k: [2, 5, 5] });
    const values = (formula: string, factors: [string, string[] | null][] = []) => [
      ...encoderOf(formula, data, { family: "bernoulli", factors }).frame.response!.values,
    ];
    expect(values("s ~ 1")).toEqual([1, 0, 1]);
    expect(values("s ~ 1", [["s", ["yes", "no"]]])).toEqual([0, 1, 0]);
    expect(values("t ~ 1")).toEqual([1, 0, 1]);
    expect(values("k ~ 1", [["k", null]])).toEqual([0, 1, 1]);
  });

  it("of one level is a success when it says true, and is refused when it says neither", () => {
    expect([...responseOf("t ~ 1", { t: ["true", "true"] }, "bernoulli").values]).toEqual([1, 1]);
    expect([...responseOf("t ~ 1", { t: [false, false] }, "bernoulli").values]).toEqual([0, 0]);
    expect(refusal("t ~ 1", { t: ["a", "a"] }, "bernoulli")).toBe(
      'the response "t" has 1 level, "a", where success and failure need two.',
    );
  });

  it("of three levels is refused, and so is text of families that are not of single successes", () => {
    const data = { s: ["a", "b", "c"], n: [1, 1, 1] };
    expect(refusal("s ~ 1", data, "bernoulli")).toMatch(/^the response "s" has 3 levels, "a", "b", "c",/);
    expect(refusal("s ~ 1", data, "gaussian")).toBe(
      '"s" is used as a number, but holds "a" in row 1: numbers are needed.',
    );
    expect(refusal("s | trials(n) ~ 1", data, "binomial")).toMatch(/^"s" is used as a number/);
    expect(refusal("s ~ 1", data, "beta")).toMatch(/^"s" is used as a number/);
    expect(refusal("s ~ 1", { s: ["1", "x", "3"] }, "poisson")).toBe(
      '"s" is used as a number, but holds "x" in row 2: correct the cell.',
    );
  });

  it.each([
    ["poisson", [2, -1], "row 2"],
    ["poisson", [2, 0.5], "row 2"],
    ["bernoulli", [1, 0, 2], "row 3"],
    ["gamma", [0], "row 1"],
    ["beta", [0.5, 1], "row 2"],
    ["lognormal", [1, 0], "row 2"],
  ] as const)("of the family %s is not among %j: the message names the row", (family, y, row) => {
    const sentence = refusal("y ~ 1", { y: [...y] }, family);
    expect(sentence).toMatch(
      new RegExp(`^the response y is ${y.at(-1)} in ${row}: a response of the family ${family} is `),
    );
  });

  it("keeps trials, rates and known standard errors, from columns, numbers or expressions", () => {
    expect([...responseOf("y | trials(10) ~ 1", { y: [3, 0] }, "binomial").trials!]).toEqual([10, 10]);
    expect([...responseOf("y | rate(t / 2) ~ 1", { y: [3, 0], t: [4, 1] }, "poisson").rate!]).toEqual([2, 0.5]);
    const { se } = responseOf("y | se(s, sigma = TRUE) ~ 1", { y: [3, 0], s: [4, 1] }, "gaussian");
    expect([[...se!.values], se!.sigma]).toEqual([[4, 1], true]);
  });

  it("refuses trials that are no whole number above 0, or fewer than the successes", () => {
    const of = (y: number[], n: number[]) => refusal("y | trials(n) ~ 1", { y, n }, "binomial");
    expect(of([1, 0], [2, 0])).toBe("trials(n) is 0 in row 2: it must be a whole number above 0.");
    expect(of([1, 0], [2, 1.5])).toBe("trials(n) is 1.5 in row 2: it must be a whole number above 0.");
    expect(of([1, 5], [2, 4])).toBe("the response y is 5 in row 2, which is more than its 4 trials.");
    expect(of([1, 4], [2, 4])).toBeUndefined();
  });

  it("refuses rates and standard errors that are not above 0", () => {
    expect(refusal("y | rate(t) ~ 1", { y: [1, 2], t: [1, 0] }, "poisson")).toBe(
      "rate(t) is 0 in row 2: it must be above 0.",
    );
    expect(refusal("y | se(t) ~ 1", { y: [1, 2], t: [-1, 1] }, "gaussian")).toBe(
      "se(t) is -1 in row 1: it must be above 0.",
    );
  });

  it("keeps weights with what they mean, those of a sample scaled to add up to the number of rows", () => {
    const data = { y: [3, 0, 1], w: [4, 0, 2] };
    const weightsOf = (meaning: string, w = "w") =>
      responseOf(`y | weights(${w}, ${meaning}) ~ 1`, data, "gaussian").weights!;
    expect(weightsOf("frequency")).toEqual({ meaning: "frequency", values: Float64Array.of(4, 0, 2) });
    expect(weightsOf("precision", "w + 0.5")).toEqual({ meaning: "precision", values: Float64Array.of(4.5, 0.5, 2.5) });
    expect(weightsOf("sampling")).toEqual({ meaning: "sampling", values: Float64Array.of(2, 0, 1) });
    expect(weightsOf('"sampling"', "3")).toEqual({ meaning: "sampling", values: Float64Array.of(1, 1, 1) });
  });

  it("refuses weights below 0, precisions that are not above it, and weights that are 0 throughout", () => {
    const of = (meaning: string, w: (number | null)[]) =>
      refusal(`y | weights(w, ${meaning}) ~ 1`, { y: [1, 2], w }, "gaussian");
    expect(of("precision", [1, 0])).toBe("weights(w,precision) is 0 in row 2: it must be above 0.");
    expect(of("frequency", [1, -1])).toBe("weights(w,frequency) is -1 in row 2: it must be 0 or above.");
    expect(of("sampling", [-0.5, 1])).toBe("weights(w,sampling) is -0.5 in row 1: it must be 0 or above.");
    expect(of("sampling", [0, 0])).toBe(
      "weights(w,sampling) is 0 in every row, so that there is nothing to fit: some must be above 0.",
    );
    expect(of("frequency", [1, null])).toMatch(/"w" has 1 missing cell/);
    expect(of("frequency", [1, Infinity])).toMatch(/Inf/);
    expect(of("frequency", [0.5, 0])).toBeUndefined();
  });

  it("refuses precisions where the family has no residual variance to divide, with what to write", () => {
    const data = { y: [1, 0], w: [2, 1], n: [2, 2], s: [1, 1] };
    const sentence = (family: FamilyName, more = "") => refusal(`y | weights(w, precision)${more} ~ 1`, data, family);
    expect(sentence("poisson")).toBe(
      "weights(w,precision) divides the residual variance, and the family poisson has none: write rate(w) for counts over w units, " +
        "or weights(w, frequency) for rows that stand for w equal ones.",
    );
    expect(sentence("binomial", " + trials(n)")).toMatch(
      /: write trials\(n\) for proportions of n, or weights\(w, frequency\)/,
    );
    for (const family of ["bernoulli", "negbinomial", "gamma", "beta"] as const) {
      expect(sentence(family), family).toMatch(
        new RegExp(`the family ${family} has none: write .*weights\\(w, frequency\\)`),
      );
    }
    expect(sentence("gaussian", " + se(s)")).toBe(
      "se(s) fixes the residual sd of every row, so that weights(w,precision) has nothing to divide: write se(s, sigma = TRUE) to add " +
        "sigma²/w, or leave the weights out.",
    );
    expect(sentence("gaussian", " + se(s, sigma = TRUE)")).toBeUndefined();
    for (const family of ["gaussian", "student", "lognormal"] as const) {
      expect(refusal("n | weights(w, precision) ~ 1", data, family)).toBeUndefined();
    }
    expect(refusal("y | weights(w, frequency) + se(s) ~ 1", data, "gaussian")).toBeUndefined();
  });

  it("refuses additions that the family does not take, and binomial without trials", () => {
    const data = { y: [1, 0], n: [2, 2] };
    expect(refusal("y | trials(n) ~ 1", data, "bernoulli")).toBe(
      "the family bernoulli does not take trials(): use the family binomial.",
    );
    expect(refusal("y | rate(n) ~ 1", data, "gaussian")).toBe(
      "the family gaussian does not take rate(): it takes se(), cens() and trunc().",
    );
    expect(refusal("y ~ 1", data, "binomial")).toMatch(
      /^the family binomial needs the number of trials of each row: write y \| trials\(n\)/,
    );
  });
});
