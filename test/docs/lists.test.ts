/** Lists in the guides that must hold what the code has. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernels } from "../../engine/autodiff/kernels/index.js";
import { readDocument, root } from "./documents.js";

const guide = readDocument("docs/models.md");

/** The part of a guide under a heading. */
function part(heading: string): string {
  const from = guide.indexOf(`## ${heading}\n`);
  const to = guide.indexOf("\n## ", from + 1);
  return guide.slice(from, to < 0 ? undefined : to);
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
    // Some share their name with a family, and are exported with it.
    const constructors = readFileSync(`${root}models/glmm/families/constructors.ts`, "utf8");
    const shared = [...constructors.matchAll(/^export function (\w+)\(.*\): Distribution;$/gm)].map(
      ([, name]) => name!,
    );
    expect(shared.length).toBe(6);
    const exported = [...plain, ...shared];
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
    for (const [name, count] of shown) {
      const source = readFileSync(`${root}engine/distributions/${name}.ts`, "utf8");
      const signature = new RegExp(`export function ${name}\\(([^)]*)\\)`).exec(source)![1]!;
      const required = signature.split(",").filter((parameter) => /^\s*\w+:/.test(parameter));
      expect(count, name).toBe(required.length);
    }
  });
});
