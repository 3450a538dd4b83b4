/** What an editor says of a table that lacks a column of the formula. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The way in which `glmm` and `fit` are typed, without what they do: loading all of the package takes seconds. */
const head = `
import type { Model } from "./engine/core/Model.js";
import type { CheckedTable } from "./models/formula/CheckedTable.js";
import type { FormulasColumns } from "./models/formula/FormulaColumns.js";
type TableInput = readonly object[] | Readonly<Record<string, readonly (number | string)[]>>;
interface GlmmModel<Columns extends string = string> extends Model { readonly columns?: Columns }
declare function glmm<const F extends string | readonly string[]>(formula: F): GlmmModel<FormulasColumns<F>>;
declare function fit<Columns extends string = string, Input extends TableInput = TableInput>(
  model: Model & { readonly columns?: Columns }, table: Input & CheckedTable<Columns, Input>): void;
declare const program: Model;
declare const anyFormula: string;
`;

/** One program for all snippets, each a file of its own that exists only here. */
function messagesOf(snippets: readonly string[]): string[][] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const files = new Map(snippets.map((snippet, i) => [`${root}snippet${i}.ts`, head + snippet]));
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name) ?? readFile.call(host, name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((name) => {
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    );
  });
}

const long = `y ~ ${Array.from({ length: 250 }, (_, i) => `x${i + 100}`).join(" + ")}`.padEnd(2000, " + z");

const good = [
  `fit(glmm("y ~ x + (1 | g)"), [{ y: 1, x: 2, g: "a" }, { y: 2, x: 1, g: "b" }]);`,
  `fit(glmm("y ~ x + (1 | g)"), { y: [1], x: [2], g: ["a"], more: [3] });`,
  `fit(glmm(["y ~ x", "sigma ~ z"]), { y: [1], x: [2], z: [3] });`,
  `interface Row { y: number; x: number } declare const rows: readonly Row[]; fit(glmm("y ~ x"), rows);`,
  `declare const rows: Record<string, number>[]; fit(glmm("y ~ x"), rows);`,
  `declare const table: TableInput; fit(glmm("y ~ x"), table);`,
  `fit(glmm(anyFormula), { y: [1] });`,
  `fit(program, { y: [1] });`,
  `const formulas = ["y ~ x"]; fit(glmm(formulas), { y: [1] });`,
  `const models: readonly GlmmModel[] = [glmm("y ~ x")]; fit(models[0]!, { z: [1] });`,
  `fit(glmm(${JSON.stringify(long)}), { y: [1] });`,
];

const bad: readonly (readonly [snippet: string, words: string])[] = [
  [
    `const model = glmm("attack ~ testosteron + (1 | bird)"); fit(model, [{ attack: 1, testosterone: 2.5, bird: "a" }]);`,
    `Property '"column testosteron of the formula is not in the table"' is missing in type '{ attack: number; testosterone: number; bird: string; }[]'`,
  ],
  [
    `fit(glmm("y ~ x + (1 | g)"), { y: [1], z: [2], g: ["a"] });`,
    `Property '"column x of the formula is not in the table"' is missing in type '{ y: number[]; z: number[]; g: string[]; }'`,
  ],
  [
    `fit(glmm(["y ~ x", "sigma ~ z"]), { y: [1] });`,
    `is missing the following properties from type '{ readonly "column x of the formula is not in the table": "x"; readonly "column z of the formula is not in the table": "z"; }'`,
  ],
];

describe("the editor", () => {
  const messages = messagesOf([...good, ...bad.map(([snippet]) => snippet)]);

  it("finds no fault with tables that have the columns, or whose columns or formulas it cannot know", () => {
    expect(long.length).toBe(2000);
    good.forEach((snippet, i) => expect(messages[i], snippet).toEqual([]));
  });

  it("names the column of the formula that the table does not have", () => {
    bad.forEach(([snippet, words], i) => {
      expect(messages[good.length + i], snippet).toHaveLength(1);
      expect(messages[good.length + i]![0]).toContain(words);
    });
  });
});
