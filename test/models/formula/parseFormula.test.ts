import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Formula, GroupFormula } from "../../../models/formula/Formula.js";
import { parseFormula } from "../../../models/formula/parseFormula.js";

interface Written {
  readonly terms: readonly string[];
  readonly intercept: boolean;
}

/** What R's terms() and brms make of formulas. */
const reference = JSON.parse(readFileSync(new URL("../../reference/formula/values.json", import.meta.url), "utf8")) as {
  readonly terms: readonly (Written & { readonly formula: string })[];
  readonly groups: readonly {
    readonly formula: string;
    readonly groups: readonly (Written & { readonly group: string; readonly correlated: boolean })[];
  }[];
};

const labels = ({ terms }: Formula["predictor"] | GroupFormula) =>
  terms.map(({ variables }) => variables.map(({ source }) => source).join(":"));
const predictor = (text: string) => parseFormula(text).predictor;
const termsOf = (text: string) => labels(predictor(text));

describe("terms", () => {
  it.each(reference.terms)("of $formula are those of R, in its order", ({ formula, terms, intercept }) => {
    const parsed = predictor(formula);
    expect(labels(parsed)).toEqual(terms);
    expect(parsed.intercept === "centred").toBe(intercept);
  });

  it("keep white space out of their names, but not out of quoted text", () => {
    expect(termsOf('y ~ log( x /  2 ) + I(arm == "a  b") + `c d`')).toEqual(["log(x/2)", 'I(arm=="a  b")', "`c d`"]);
  });

  it("are the same whether a plain name is quoted or not", () => {
    expect(termsOf("y ~ `x` + x + log(`x`) + log(x)")).toEqual(["x", "log(x)"]);
  });

  it("may be named as anything an object has", () => {
    expect(termsOf("y ~ __proto__ + constructor + toString")).toEqual(["__proto__", "constructor", "toString"]);
  });

  it("may have dots, letters of any language and combining marks", () => {
    expect(termsOf("y ~ .x + a.b + été + 变量 + e\u0301 + _z")).toEqual([".x", "a.b", "été", "变量", "e\u0301", "_z"]);
  });

  it("may be quoted with every character, a back-quote behind a backslash", () => {
    const [term] = predictor("y ~ `a \\` ~ (|: \\\\ b`").terms;
    expect(term!.variables[0]).toMatchObject({ kind: "column", name: "a ` ~ (|: \\ b" });
  });

  it("stand where the text has them", () => {
    const text = "y ~ alpha + log(beta):`c d`";
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    const { terms } = predictor(text);
    expect(terms.map(({ span }) => at(span))).toEqual(["alpha", "log(beta):`c d`"]);
    expect(terms[1]!.variables.map(({ span }) => at(span))).toEqual(["log(beta)", "`c d`"]);
  });

  it("can be taken away after they are added, and added again", () => {
    expect(termsOf("y ~ a*b - (a + a:b) + a")).toEqual(["b", "a"]);
  });
});

describe("variables", () => {
  const variable = (text: string) => predictor(`y ~ ${text}`).terms[0]!.variables[0]!;

  it("are columns, factors, expressions, polynomials, and parts within and between groups", () => {
    expect(variable("x")).toMatchObject({ kind: "column", name: "x", source: "x" });
    expect(variable("factor(x)")).toMatchObject({ kind: "factor", name: "x", source: "factor(x)" });
    expect(variable("I(x^2)")).toMatchObject({ kind: "expression", source: "I(x^2)" });
    expect(variable("log(x)")).toMatchObject({ kind: "expression", expression: { kind: "call", name: "log" } });
    expect(variable("within(x | a:b)")).toMatchObject({
      kind: "within",
      grouping: ["a", "b"],
      source: "within(x|a:b)",
    });
    expect(variable("between(log(x) | g)")).toMatchObject({ kind: "between", grouping: ["g"] });
  });

  it("of poly() have a degree by place or name, and raw powers when asked", () => {
    expect(variable("poly(x, 2)")).toMatchObject({ kind: "poly", degree: 2, raw: false });
    expect(variable("poly(x, degree = 3)")).toMatchObject({ degree: 3, raw: false });
    expect(variable("poly(log(x), 2L, raw = TRUE)")).toMatchObject({ degree: 2, raw: true });
    expect(variable("poly(x, raw = FALSE, 4)")).toMatchObject({ degree: 4, raw: false });
  });

  it("of I() are what stands in it", () => {
    expect(variable("I(x)")).toMatchObject({ expression: { kind: "column", name: "x" } });
    expect(variable("I(log(I(x)))")).toMatchObject({ expression: { name: "log", arguments: [{ kind: "column" }] } });
  });
});

describe("expressions", () => {
  /** With all parentheses. */
  const shape = (text: string): string => {
    type Node = Extract<Formula["response"], object>["expression"];
    const write = (e: Node): string => {
      if (e.kind === "binary") return `(${write(e.left)} ${e.operator} ${write(e.right)})`;
      if (e.kind === "unary") return `(${e.operator}${write(e.operand)})`;
      if (e.kind === "call") return `${e.name}(${e.arguments.map(write).join(", ")})`;
      return e.kind === "column" ? e.name : String(e.value);
    };
    return write(parseFormula(`${text} ~ 1`).response!.expression);
  };

  it.each([
    ["a - b - c", "((a - b) - c)"],
    ["a / b * c", "((a / b) * c)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["a ** 2", "(a ^ 2)"],
    ["-a ^ 2", "(-(a ^ 2))"],
    ["(-a) ^ 2", "((-a) ^ 2)"],
    ["2 ^ -1", "(2 ^ (-1))"],
    ["-a * b", "((-a) * b)"],
    ["a + b > c * d", "((a + b) > (c * d))"],
    ['arm == "drug"', "(arm == drug)"],
    ["ifelse(a >= 1, max(a, b), 1e-3)", "ifelse((a >= 1), max(a, b), 0.001)"],
  ])("%s groups as in R: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });
});

describe("group-level terms", () => {
  it.each(reference.groups)("of $formula are those of brms", ({ formula, groups }) => {
    const parsed = predictor(formula).groups.map((group) => ({
      group: group.grouping.join(":"),
      terms: labels(group),
      intercept: group.intercept,
      correlated: group.correlated,
    }));
    expect(parsed).toEqual(groups);
  });

  it("have their text and place, the same for both parts of a nested one", () => {
    const text = "y ~ x + (1 + x | a/b)";
    const { groups } = predictor(text);
    expect(groups.map(({ source }) => source)).toEqual(["1 + x | a/b", "1 + x | a/b"]);
    expect(groups.map(({ span }) => text.slice(span.start, span.end))).toEqual(["1 + x | a/b", "1 + x | a/b"]);
  });

  it("may have their intercept as a coefficient, which changes nothing", () => {
    expect(predictor("y ~ (0 + Intercept + x | g)").groups).toMatchObject([{ intercept: true }]);
  });

  it("can be taken away", () => {
    expect(predictor("y ~ (1 | a) + (x | b:c) - (x | c:b)").groups.map(({ grouping }) => grouping)).toEqual([["a"]]);
  });
});

describe("gr()", () => {
  const structures = (text: string) =>
    predictor(text).groups.map(({ grouping, structure }) => [grouping.join(":"), structure?.kind, structure?.name]);

  it("says what relates the levels of a grouping, by a name in plain, in back-quotes or in quotes", () => {
    expect(structures("y ~ (1 | gr(g, cov = K)) + (1 | gr(h, precision = `my Q`))")).toEqual([
      ["g", "cov", "K"],
      ["h", "precision", "my Q"],
    ]);
    expect(structures("y ~ (x || gr(species, tree = 't')) + (1 | ((gr(a:b, pedigree=P))))")).toEqual([
      ["species", "tree", "t"],
      ["a:b", "pedigree", "P"],
    ]);
  });

  it("without a structure is its grouping alone", () => {
    expect(structures("y ~ (1 | gr(a:b))")).toEqual([["a:b", undefined, undefined]]);
    expect(predictor("y ~ (1 | gr(g))").groups[0]).not.toHaveProperty("structure");
  });

  it("stands where the text has it", () => {
    const text = "y ~ x + (1 | gr(species, tree = t))";
    const { structure } = predictor(text).groups[0]!;
    expect(text.slice(structure!.span.start, structure!.span.end)).toBe("tree = t");
  });

  it("gives a column several terms, one for each structure and one without", () => {
    const text =
      "y ~ (1 | species) + (1 | gr(species, tree = t)) + (1 | gr(species, cov = K)) + (1 | gr(species, cov = L))";
    expect(structures(text).map(([, kind, name]) => [kind, name])).toEqual([
      [undefined, undefined],
      ["tree", "t"],
      ["cov", "K"],
      ["cov", "L"],
    ]);
    expect(structures("y ~ (1 | gr(g, cov = K)) + (0 + x | gr(g, cov = K))")).toHaveLength(2);
  });

  it("can be taken away, which leaves the same grouping without it", () => {
    expect(structures("y ~ (1 | g) + (1 | gr(g, cov = K)) - (1 | gr(g, cov = K))")).toEqual([
      ["g", undefined, undefined],
    ]);
    expect(structures("y ~ (1 | g) + (1 | gr(g, cov = K)) - (1 | g)")).toEqual([["g", "cov", "K"]]);
  });
});

describe("the intercept", () => {
  it.each([
    ["y ~ x", "centred"],
    ["y ~ 0 + x", "none"],
    ["y ~ x - 1", "none"],
    ["y ~ 0 + Intercept + x", "coefficient"],
    ["y ~ Intercept + x - 1", "coefficient"],
  ])("of %s is %s", (text, intercept) => {
    expect(predictor(text).intercept).toBe(intercept);
  });
});

describe("the response", () => {
  it("is a column or an expression, with its text", () => {
    expect(parseFormula(" y  ~ x").response).toMatchObject({ source: "y", span: { start: 1, end: 2 }, additions: [] });
    expect(parseFormula("log( y + 1 ) ~ x").response).toMatchObject({ source: "log(y+1)" });
  });

  it("has trials, rates and known errors, of columns, numbers or expressions", () => {
    const additions = (text: string) =>
      parseFormula(text).response!.additions.map(({ kind, sigma, source }) => ({ kind, sigma, source }));
    expect(additions("y | trials(n) + rate(d / 10) ~ x")).toEqual([
      { kind: "trials", sigma: false, source: "trials(n)" },
      { kind: "rate", sigma: false, source: "rate(d/10)" },
    ]);
    expect(additions("y | trials(10) ~ x")).toMatchObject([{ kind: "trials" }]);
    expect(additions("y | se(sqrt(v)) ~ x")).toMatchObject([{ kind: "se", sigma: false }]);
    expect(additions("y | se(s, sigma = TRUE) ~ x")).toMatchObject([{ kind: "se", sigma: true }]);
    expect(additions("y | se(s, TRUE) ~ x")).toMatchObject([{ kind: "se", sigma: true }]);
    expect(additions("(y | se(s, sigma = FALSE)) ~ x")).toMatchObject([{ kind: "se", sigma: false }]);
  });

  it("has offsets beside its terms, each an expression", () => {
    const { offsets, terms } = predictor("y ~ offset(log(n)) + x + offset(2*z)");
    expect(offsets.map(({ source }) => source)).toEqual(["log(n)", "2*z"]);
    expect(terms).toHaveLength(1);
  });
});

describe("formulas of other parameters", () => {
  it("have no response", () => {
    const formula = parseFormula("sigma ~ x + (1 | g)", { parameters: ["sigma", "nu"] });
    expect(formula.parameter).toBe("sigma");
    expect(formula).not.toHaveProperty("response");
    expect(parseFormula("anything ~ x", { auxiliary: true }).parameter).toBe("anything");
  });

  it("are not taken for granted: the first formula may have a response named sigma", () => {
    expect(parseFormula("sigma ~ x").response!.source).toBe("sigma");
    expect(parseFormula("sigma ~ x", { auxiliary: false, parameters: ["sigma"] }).response!.source).toBe("sigma");
  });
});
