import { describe, expect, it } from "vitest";

import { columnsOf, columnSpans } from "../../../models/formula/columnsOf.js";
import { parseFormula } from "../../../models/formula/parseFormula.js";

const everything =
  "log(y) | trials(n) + rate(d) ~ x + factor(f):poly(p, 2, raw = TRUE) + I(arm == 'a') + within(w | u:v) + offset(o)" +
  " + (s | g/h) + (0 + Intercept | `k l`)";

describe("columnsOf", () => {
  it("finds the columns of every construct, once each, and no functions, texts or arguments", () => {
    const columns = ["y", "n", "d", "x", "arm", "w", "u", "v", "f", "p", "o", "s", "g", "h", "k l"];
    expect(columnsOf(parseFormula(everything))).toEqual(columns);
    expect(columnsOf(parseFormula("y ~ x + log(x) + (x | x)"))).toEqual(["y", "x"]);
  });

  it("takes the grouping of gr(), not what its levels are related by", () => {
    expect(columnsOf(parseFormula("y ~ (x | gr(a:b, cov = K)) + (1 | gr(species, tree = `my t`))"))).toEqual([
      "y",
      "x",
      "a",
      "b",
      "species",
    ]);
  });

  it("does not read what was taken away again", () => {
    expect(columnsOf(parseFormula("y ~ a*b - a:b - b"))).toEqual(["y", "a"]);
  });
});

describe("columnSpans", () => {
  it("points at each column where it is first named", () => {
    const formula = parseFormula(everything);
    const spans = columnSpans(formula);
    const written = columnsOf(formula).map((column) => {
      const { start, end } = spans.get(column)!;
      return everything.slice(start, end);
    });
    expect(written).toEqual([...columnsOf(formula).slice(0, -1), "`k l`"]);
  });

  it("is not misled by functions and arguments of the same name", () => {
    const text = "y ~ poly(x, 2, raw = TRUE) + log(log) + raw";
    const spans = columnSpans(parseFormula(text));
    expect(spans.get("log")).toEqual({ start: 33, end: 36 });
    expect(spans.get("raw")).toEqual({ start: 40, end: 43 });
    const related = columnSpans(parseFormula("y ~ (1 | gr(g, tree = t)) + (1 | gr(g, cov = `t`)) + t"));
    expect(related.get("t")).toEqual({ start: 53, end: 54 });
  });
});
