/** The tables of docs/families.md are those of the code. */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Auxiliary, FamilyRow } from "../../models/glmm/Family.js";
import { families } from "../../models/glmm/families/families.js";
import * as models from "../../models/index.js";
import { readDocument, root, updating } from "./documents.js";

const path = "docs/families.md";

/** Families as a reader looks for them. */
const groups: readonly (readonly [words: string, holds: (row: FamilyRow) => boolean])[] = [
  ["numbers", ({ outcome }) => outcome === "continuous"],
  ["positive numbers", ({ outcome }) => outcome === "positive"],
  ["successes", ({ outcome, categories }) => !categories && (outcome === "binary" || outcome === "bounded")],
  ["counts", ({ outcome }) => outcome === "count"],
  ["shares", ({ outcome, categories }) => outcome === "proportion" && !categories],
  ["categories", ({ categories }) => categories !== undefined],
];

function familyTable(): string[] {
  const head = [
    "| family | a response is | links, the default first | further parameters | additions |",
    "|---|---|---|---|---|",
  ];
  const lines = groups.flatMap(([words, holds]) => [
    `| **${words}** | | | | |`,
    ...[...families.values()].filter(holds).map((row) => `| ${cellsOf(row).join(" | ")} |`),
  ]);
  return [...head, ...lines];
}

function cellsOf({ name, responseWords, links, auxiliaries, additions, categories }: FamilyRow): string[] {
  const parameters = auxiliaries.map((one) => `\`${one.name}\``);
  const given = [
    ...(categories?.kind === "composition" ? ["`cbind()`"] : []),
    ...additions.map((addition) => `\`${addition}()\``),
  ];
  const response = categories?.kind === "ordinal" || categories?.kind === "nominal" ? "a category" : responseWords;
  return [`\`${name}\``, response, links.map((link) => `${link}`).join(", "), parameters.join(", "), given.join(", ")];
}

function parameterTable(): string[] {
  const rows = new Map<string, { readonly line: string; readonly of: string[] }>();
  for (const { name, auxiliaries } of families.values()) {
    for (const auxiliary of auxiliaries) {
      const line = `| \`${auxiliary.name}\` | ${rangeOf(auxiliary)} | ${priorOf(auxiliary)} | ${ofFormula(auxiliary)} |`;
      const known = rows.get(line) ?? { line, of: [] };
      known.of.push(name);
      rows.set(line, known);
    }
  }
  return [
    "| parameter | lies | default prior | its formula: link, prior of the intercept | of |",
    "|---|---|---|---|---|",
    ...Array.from(rows.values(), ({ line, of }) => `${line} ${of.map((name) => `\`${name}\``).join(", ")} |`),
  ];
}

function rangeOf({ lower, upper, upperOf }: Auxiliary): string {
  if (upperOf) return `from ${lower} to the smallest response`;
  if (lower === -Infinity) return "anywhere";
  return upper === Infinity ? `above ${lower}` : `from ${lower} to ${upper}`;
}

function priorOf({ name, prior, fixed, upperOf }: Auxiliary): string {
  if (fixed !== undefined) return `fixed at ${fixed}`;
  if (upperOf) return "even";
  return `\`${prior?.poolwise ?? (name === "sigma" ? "student_t(3, 0, s)" : "?")}\``;
}

function ofFormula({ link, interceptPrior = "student_t(3, 0, 2.5)" }: Auxiliary): string {
  return link === undefined ? "none" : `${link}, \`${interceptPrior}\``;
}

/** What stands between two marks of the guide. */
function between(name: string): { readonly from: number; readonly to: number; readonly text: string } {
  const guide = readDocument(path);
  const mark = `<!-- ${name}: written by test/docs/families.test.ts -->\n`;
  const from = guide.indexOf(mark) + mark.length;
  const to = guide.indexOf("<!-- end -->", from);
  return { from, to, text: guide.slice(from, to) };
}

describe(path, () => {
  it.each([
    ["families", familyTable],
    ["parameters", parameterTable],
  ])("has the table of %s that the code has", (name, table) => {
    const { from, to, text } = between(name);
    const expected = `${table().join("\n")}\n`;
    const guide = readFileSync(root + path, "utf8");
    if (updating) writeFileSync(root + path, guide.slice(0, from) + expected + guide.slice(to));
    else expect(text).toBe(expected);
  });

  it("has every family in its table, each once", () => {
    const listed = familyTable().flatMap((line) => /^\| `([\w.]+)` \|/.exec(line)?.[1] ?? []);
    expect(listed.sort()).toEqual([...families.keys()].sort());
  });

  it("says truly that each family has a function of its name", () => {
    const functions = new Set(Object.keys(models));
    const camel = (name: string) => name.replace(/[._]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect([...families.keys()].filter((name) => !functions.has(camel(name)))).toEqual([]);
  });
});
