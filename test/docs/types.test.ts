/** Checks the types of the code in the documents, with the strictness of this project. */
import { readdirSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { documents, root } from "./documents.js";
import { layOut } from "./layOut.js";

function problemsOf(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile) as {
    config: { compilerOptions: unknown };
  };
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions: config.compilerOptions }, ts.sys, root);
  const program = ts.createProgram(files, options);
  return files
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

describe("the code in the documents", () => {
  it("has the types it claims, and the errors it expects", () => {
    const files = documents().flatMap((path) => {
      const folder = layOut(path, "types");
      return readdirSync(folder).flatMap((name) => (name.endsWith(".ts") ? [`${folder}/${name}`] : []));
    });
    expect(files.length).toBeGreaterThan(4);
    expect(problemsOf(files)).toEqual([]);
  });
});
