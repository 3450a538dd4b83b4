import { describe, expect, it } from "vitest";

import { groupNames } from "../../../models/formula/groupNames.js";
import { parseFormula } from "../../../models/formula/parseFormula.js";

/** Names of the terms of formulas, the first of the response and others of sigma. */
function names(...texts: readonly string[]): readonly string[] {
  const formulas = texts.map((text, i) => parseFormula(text, i === 0 ? {} : { parameters: ["sigma"] }));
  return [...groupNames(formulas).values()];
}

describe("groupNames", () => {
  it("are the columns, where each carries one term", () => {
    expect(names("y ~ (1 | g) + (x | a:b) + (1 | gr(species, tree = t))")).toEqual(["g", "a:b", "species"]);
  });

  it("have the structure's name after the columns where these carry another term, in any formula", () => {
    expect(names("y ~ (1 | species) + (1 | gr(species, tree = t))")).toEqual(["species", "species.t"]);
    expect(names("y ~ (1 | gr(g, cov = K)) + (1 | gr(g, cov = L))")).toEqual(["g.K", "g.L"]);
    expect(names("y ~ (1 | gr(a:b, cov = K)) + (1 | b:a)")).toEqual(["a:b.K", "b:a"]);
    expect(names("y ~ (1 | gr(g, cov = K))", "sigma ~ (1 | g)")).toEqual(["g.K", "g"]);
    expect(names("y ~ (1 | gr(g, cov = K)) + (0 + x | gr(g, cov = K))")).toEqual(["g.K", "g.K"]);
  });

  it("must tell groupings apart: a column is not to be called as a structured term is", () => {
    expect(() => names("y ~ (1 | species) + (1 | gr(species, tree = t)) + (x | species.t)")).toThrow(
      /draws of gr\(species, tree = t\) and of species.t would both be named "species.t": rename the structure or a column/,
    );
    expect(() => names("y ~ (1 | g.K)", "sigma ~ (1 | g) + (1 | gr(g, cov = K))")).toThrow(/both be named "g.K"/);
    expect(names("y ~ (1 | gr(species, tree = t)) + (x | species.t)")).toEqual(["species", "species.t"]);
  });

  it("are not those of an object", () => {
    expect(names("y ~ (1 | __proto__) + (1 | gr(__proto__, cov = constructor))")).toEqual([
      "__proto__",
      "__proto__.constructor",
    ]);
  });
});
