/** The compiler's columns of a formula are those of the run-time parser. */
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../models/formula/columnsOf.js";
import { parseFormula } from "../../models/formula/parseFormula.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The columns of each formula as the compiler has them. */
function columnsByCompiler(formulas: readonly string[]): string[][] {
  const path = `${root}sameColumns.snippet.ts`;
  const aliases = formulas.map((text, i) => `export type F${i} = FormulaColumns<${JSON.stringify(text)}>;`);
  const text = [`import type { FormulaColumns } from "./models/formula/FormulaColumns.js";`, ...aliases].join("\n");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es5.d.ts"],
    types: [],
    strict: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) =>
    name === path ? ts.createSourceFile(name, text, version, true) : getSourceFile.call(host, name, version, ...rest);
  const program = ts.createProgram([path], options, host);
  const checker = program.getTypeChecker();
  return program
    .getSourceFile(path)!
    .statements.filter(ts.isTypeAliasDeclaration)
    .map((alias) => {
      const type = checker.getTypeAtLocation(alias);
      const parts = type.isUnion() ? type.types : [type];
      return parts.map((part) => (part.isStringLiteral() ? part.value : checker.typeToString(part))).sort();
    });
}

const column = fc.constantFrom("x", "z.1", "arm", "_u", "`a b`", "größe", "log", "T", "E5", "Intercepts");
const number = fc.constantFrom("2", "1e-3", ".5", "10", "3.");
const space = fc.constantFrom("", " ", "  ", "\n ");

const term = fc
  .tuple(column, column, number, space)
  .chain(([a, b, k, s]) =>
    fc.constantFrom(
      a,
      `${a}${s}*${b}`,
      `${a}:${b}`,
      `I(${a}${s}^${k})`,
      `log${s}(${a} + ${k})`,
      `offset(${a}${s}-${s}8)`,
      `factor(${a})`,
      `poly(${a}, 2, raw${s}=${s}TRUE)`,
      `poly(${a}, degree${s}=${s}2, raw =${s}T)`,
      `I(${a} == "drug (b) ~ c")`,
      `I(${a}>=${k})`,
      `within(${a} | ${b})`,
      `(1 | ${a})`,
      `(${a}${s}|| ${b})`,
      `(1|${a}/${b})`,
      `(0 + ${a} | ${b}:g)`,
      `(1 | gr(${a},${s}tree${s}=${s}${b}))`,
      `(${b} || gr(${a}:${b},${s}cov${s}=${s}'K'))`,
    ),
  );

const left = fc.constantFrom(
  "y",
  "log(y)",
  "y | trials(n)",
  "y | se(s, sigma = TRUE)",
  "y|rate(d)",
  "y | weights(w , frequency) + rate(d)",
  "y|weights(precision + 1,precision )",
  "`my y` | trials(n + 1)",
);

const formula = fc
  .tuple(left, space, fc.array(term, { minLength: 1, maxLength: 6 }))
  .map(([response, s, terms]) => `${response}${s}~${s}${terms.join(`${s}+ `)}`);

describe("FormulaColumns", () => {
  it("has the columns of columnsOf for every formula that parseFormula reads", () => {
    const formulas = fc.sample(formula, { numRuns: 200, seed: 5 }).flatMap((text) => {
      try {
        return [{ text, columns: [...columnsOf(parseFormula(text))].sort() }];
      } catch {
        return [];
      }
    });
    // Most are read; the others name a group or a coefficient twice.
    expect(formulas.length).toBeGreaterThan(120);
    const compiled = columnsByCompiler(formulas.map(({ text }) => text));
    formulas.forEach(({ text, columns }, i) => expect(compiled[i], text).toEqual(columns));
  });
});
