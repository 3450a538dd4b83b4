/** Lists in the guides that must hold what the code has. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernels } from "../../engine/autodiff/kernels/index.js";
import { adviceCauses } from "../../models/glmm/advice/index.js";
import { readDocument, root } from "./documents.js";

/** The part of a guide under a heading. */
function part(heading: string, path = "docs/models.md"): string {
  const guide = readDocument(path);
  const from = guide.indexOf(`## ${heading}\n`);
  const to = guide.indexOf("\n## ", from + 1);
  return guide.slice(from, to < 0 ? undefined : to);
}

/** Everything in a text that a pattern's first group fits. */
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!);

/** Distributions that share their name with a family and are exported with it: how many parameters each takes. */
function sharedWithFamilies(): ReadonlyMap<string, number> {
  const files = ["constructors", "continuousConstructors", "discreteConstructors"];
  return new Map(
    files
      .map((file) => readFileSync(`${root}models/glmm/families/${file}.ts`, "utf8"))
      .flatMap((source) => [...source.matchAll(/^export function (\w+)\((.*)\): Distribution;$/gm)])
      .map(([, name, parameters]) => [name!, parameters!.split(",").length] as const),
  );
}

describe("docs/models.md", () => {
  it("lists the kernels that a trace knows, but for our own", () => {
    const listed = [...part("Operations").matchAll(/`([A-Z]\w*)`/g)].map(([, name]) => name!);
    const known = Object.keys(kernels).filter((name) => !name.startsWith("Poolwise"));
    expect(listed.sort()).toEqual(known.sort());
  });

  it("lists the distributions that the package exports", () => {
    const index = readFileSync(`${root}models/index.ts`, "utf8");
    const plain = [...index.matchAll(/^export \{ (\w+) \} from "\.\.\/engine\/distributions\//gm)].map(
      ([, name]) => name!,
    );
    const exported = [...plain, ...sharedWithFamilies().keys()];
    const listed = [...part("Distributions").matchAll(/`(\w+)\(/g)].map(([, name]) => name!);
    expect(exported.length).toBeGreaterThan(20);
    expect([...new Set(listed)].sort()).toEqual(exported.sort());
  });

  it("shows each distribution with as many parameters as it takes", () => {
    const shown = [...part("Distributions").matchAll(/`(\w+)\(([^`]*)\)`/g)].map(
      ([, name, list]) =>
        [
          name!,
          list!
            .replace(/\{[^}]*\}/, "{}")
            .split(",")
            .filter(Boolean).length,
        ] as const,
    );
    const shared = sharedWithFamilies();
    expect(shared.size).toBeGreaterThan(12);
    for (const [name, count] of shown) {
      if (shared.has(name)) {
        expect(count, name).toBe(shared.get(name));
        continue;
      }
      const source = readFileSync(`${root}engine/distributions/${name}.ts`, "utf8");
      const signature = new RegExp(`export function ${name}\\(([^)]*)\\)`).exec(source)![1]!;
      const required = signature.split(",").filter((parameter) => /^\s*\w+:/.test(parameter));
      expect(count, name).toBe(required.length);
    }
  });
});

describe("docs/advice.md", () => {
  it("tells of every cause that advice has", () => {
    const listed = matches(part("What it looks for", "docs/advice.md"), /^\| `(\w+)` \|/gm);
    const notes = ["many_zeros", "conditional_effects", "not_causal"];
    expect(listed.sort()).toEqual([...adviceCauses, ...notes].sort());
  });
});

describe("docs/diagnostics.md", () => {
  const path = "docs/diagnostics.md";

  it("lists the figures that the package exports", () => {
    const index = readFileSync(`${root}diagnostics/plots/index.ts`, "utf8");
    const exported = matches(index, /\b([a-z]\w*(?:Plot|Chart|Table))\b(?!\.js)/g);
    const listed = matches(part("Figures", path).replace(/^```[^]*?^```/gm, ""), /`(\w+)`/g);
    expect(exported.length).toBeGreaterThan(35);
    expect(listed.sort()).toEqual([...new Set(exported)].sort());
  });

  it("names statistics that the package exports", async () => {
    const exported = new Set(Object.keys(await import("../../diagnostics/index.js")));
    const rows = matches(part("Statistics of draws", path), /^\| (`.*?) \|/gm);
    const named = rows.flatMap((cell) => matches(cell, /`(\w+)`/g));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !exported.has(name))).toEqual([]);
  });

  it("tells of every cause that a diagnosis can find", () => {
    const folder = `${root}diagnostics/diagnosis`;
    const sources = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    const causes = sources.flatMap((source) => matches(source, /^ +cause: "(\w+)",$/gm));
    expect(matches(part("Causes", path), /^\| `(\w+)` \|/gm).sort()).toEqual([...new Set(causes)].sort());
  });

  it("lists what a condition of --fail-on may be about", () => {
    const source = readFileSync(`${root}src/cli/failOn.ts`, "utf8");
    const from = source.indexOf("const quantities");
    const known = matches(source.slice(from, source.indexOf("]);", from)), /\[\s*"(\w+)",/g);
    const sentence = /A condition compares ([^]*?) with a number/.exec(part("Continuous integration", path))![1]!;
    expect(known.length).toBeGreaterThan(8);
    expect(matches(sentence, /`(\w+)`/g)).toEqual(known);
  });
});
