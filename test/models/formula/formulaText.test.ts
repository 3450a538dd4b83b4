import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isUserError } from "../../../engine/core/UserError.js";
import { columnsOf, columnSpans } from "../../../models/formula/columnsOf.js";
import { expressionText } from "../../../models/formula/expressionText.js";
import type { Expression, Formula, GroupFormula } from "../../../models/formula/Formula.js";
import { formulaText } from "../../../models/formula/formulaText.js";
import { parseFormula } from "../../../models/formula/parseFormula.js";
import { printFormula } from "../../../models/formula/printFormula.js";

const SEED = 20_260_101;

const name = fc.constantFrom("x", "z", "w.1", "`a b`", "été", "__proto__", "f");
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    name,
    fc.constantFrom("1", "2.5", "1e-3"),
    fc
      .tuple(tie("any"), fc.constantFrom("+", "-", "*", "/", "^", ">", "=="), tie("any"))
      .map((parts) => parts.join(" ")),
    tie("any").map((inner) => `(${inner})`),
    tie("any").map((inner) => `-${inner}`),
    tie("any").map((inner) => `log( ${inner})`),
  ),
})).any;
const variable = fc.oneof(
  { weight: 5, arbitrary: name },
  name.map((x) => `factor(${x})`),
  name.map((x) => `poly(${x}, 2)`),
  fc.tuple(name, name).map(([x, g]) => `within(${x} | ${g})`),
  expression.map((inner) => `I(${inner})`),
);
const term = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    variable,
    fc.tuple(tie("any"), fc.constantFrom("+", ":", "*", "/", "-"), tie("any")).map((parts) => parts.join(" ")),
    fc.tuple(tie("any"), tie("any"), fc.constantFrom(1, 2, 3)).map(([a, b, n]) => `(${a} + ${b})^${n}`),
    tie("any").map((inner) => `(${inner})`),
  ),
})).any;
const group = fc
  .tuple(
    fc.constantFrom("1", "0 + x", "x", "x*z"),
    fc.constantFrom("|", "||"),
    fc.constantFrom("g", "g/h", "g:`k l`", "gr( g,tree=t)", "gr(g:h, cov = `K 1`)"),
  )
  .map((parts) => `(${parts.join(" ")})`);
const part = fc.oneof(
  term,
  group,
  expression.map((inner) => `offset(${inner})`),
  fc.constantFrom("0", "1", "-1"),
);
const left = fc.oneof(
  fc.constantFrom("y", "log(y)", "y | trials(n)", "y | se(s, sigma = TRUE)", "y | trials(n) + rate(d)"),
  expression,
);
const formula = fc
  .tuple(left, fc.array(part, { minLength: 1, maxLength: 4 }))
  .map(([response, parts]) => `${response} ~ ${parts.join(" + ")}`);

/** The parsed formula, or undefined when it is refused as a person's mistake; anything else thrown is thrown on. */
function parsed(text: string): Formula | undefined {
  try {
    return parseFormula(text);
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}

/** Everything but places and the order of variables within an interaction. */
function meaning({ response, predictor }: Formula): unknown {
  const key = ({ variables }: Formula["predictor"]["terms"][number]) => variables.map(({ source }) => source).sort();
  const groupMeaning = ({ grouping, structure, intercept, terms, correlated }: GroupFormula) => {
    return { grouping, structure: [structure?.kind, structure?.name], intercept, terms: terms.map(key), correlated };
  };
  return {
    response: response && expressionText(response.expression),
    additions: response?.additions.map(({ kind, expression, sigma }) => [kind, expressionText(expression), sigma]),
    intercept: predictor.intercept,
    terms: predictor.terms.map(key),
    offsets: predictor.offsets.map(({ expression }) => expressionText(expression)),
    groups: predictor.groups.map(groupMeaning),
  };
}

function withoutSpans(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === "span" ? undefined : value)));
}

describe("formulaText", () => {
  it.each([
    ["y~a*b+(1|g/h)", "y ~ a + b + a:b + (1 | g) + (1 | g:h)"],
    ["y|se(s,TRUE)~-1+x+offset(log(n))", "y | se(s, sigma = TRUE) ~ 0 + x + offset(log(n))"],
    ["y ~ 0 + Intercept + (0+x||`a b`)", "y ~ 0 + Intercept + (0 + x || `a b`)"],
    ["y~(x|gr( s , tree='t'))+(1|gr(g))", "y ~ (1 + x | gr(s, tree = t)) + (1 | g)"],
    ["y ~ (1 | gr(`a b`:c, cov = `K 1`))", "y ~ (1 | gr(`a b`:c, cov = `K 1`))"],
    ["y ~ 1", "y ~ 1"],
  ])("writes %s as %s", (text, expected) => {
    expect(formulaText(parseFormula(text))).toBe(expected);
  });

  it("writes the formula of another parameter", () => {
    expect(formulaText(parseFormula("sigma~x", { parameters: ["sigma"] }))).toBe("sigma ~ x");
  });

  it("read again says the same, whatever the formula", () => {
    let read = 0;
    fc.assert(
      fc.property(formula, (text) => {
        const first = parsed(text);
        fc.pre(first !== undefined);
        read += 1;
        const again = parseFormula(formulaText(first!));
        expect(meaning(again)).toEqual(meaning(first!));
        expect(new Set(columnsOf(again))).toEqual(new Set(columnsOf(first!)));
        expect(columnSpans(first!).size).toBe(columnsOf(first!).length);
        expect(printFormula(first!)).toContain("intercept:");
      }),
      { numRuns: 400, seed: SEED, maxSkipsPerRun: 50 },
    );
    expect(read).toBe(400);
  });
});

describe("expressionText", () => {
  it("read again is the same tree, whatever the expression", () => {
    fc.assert(
      fc.property(expression, (text) => {
        const first = parsed(`y ~ I(${text})`);
        fc.pre(first !== undefined);
        const tree = expressionOf(first!);
        const again = expressionOf(parseFormula(`y ~ I(${expressionText(tree)})`));
        expect(withoutSpans(again)).toEqual(withoutSpans(tree));
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it("has no parentheses but those it needs", () => {
    const text = (written: string) => expressionText(expressionOf(parseFormula(`y ~ I(${written})`)));
    expect(text("((a) + (b * c)) - (d - e)")).toBe("a+b*c-(d-e)");
    expect(text("(a ^ b) ^ (c ^ d)")).toBe("(a^b)^c^d");
    expect(text("-(a ^ 2) + (-a) ^ -2")).toBe("-a^2+(-a)^-2");
    expect(text('(arm == "d\\"r") * (a >= b)')).toBe('(arm=="d\\"r")*(a>=b)');
  });
});

function expressionOf({ predictor }: Formula): Expression {
  const [variable] = predictor.terms[0]!.variables;
  if (variable!.kind !== "expression") throw new Error("an expression was expected");
  return variable!.expression;
}

describe("parseFormula", () => {
  const mutated = fc
    .tuple(
      formula,
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(3),
          fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(..."~|()+-*:^/`'\"=,.0123")),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    .map(([text, edits]) => {
      return edits.reduce((s, [at, cut, put]) => {
        const place = at % (s.length + 1);
        return s.slice(0, place) + put + s.slice(place + cut);
      }, text);
    });

  it("throws nothing but a UserError of a sentence and two lines, however a formula is garbled", () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: "binary" })), (text) => {
        try {
          parseFormula(text);
        } catch (error) {
          expect(isUserError(error), String(error)).toBe(true);
          const lines = (error as Error).message.split("\n");
          expect(lines).toHaveLength(3);
          expect(lines[2]).toMatch(/^ +\^~*$/);
          expect(lines[0]).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 800, seed: SEED },
    );
  });
});
