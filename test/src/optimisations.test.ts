import { describe, expect, it } from "vitest";
import { allPasses, passNames } from "../../engine/compiler/optimise.js";
import { optimisationNames, parseOptimisations } from "../../src/optimisations.js";

describe("parseOptimisations", () => {
  it("switches everything on when nothing is said, and by its name", () => {
    const all = parseOptimisations();
    const { passes, geometry, ...others } = all;
    expect(passes).toEqual(allPasses);
    expect(geometry).toEqual({ integrate: true, centre: true, whiten: true, collapse: true });
    expect(Object.values(others).every((on) => on === true)).toBe(true);
    expect(parseOptimisations("all")).toEqual(all);
    expect(parseOptimisations(["all"])).toEqual(all);
    expect(parseOptimisations(optimisationNames)).toEqual(all);
  });

  it("switches everything off", () => {
    const { passes, geometry, ...others } = parseOptimisations("none");
    expect(passes.size).toBe(0);
    expect(geometry).toEqual({ integrate: false, centre: false, whiten: false, collapse: false });
    expect(Object.values(others).every((on) => on === false)).toBe(true);
    expect(parseOptimisations([])).toEqual(parseOptimisations("none"));
    expect(parseOptimisations(["none"])).toEqual(parseOptimisations("none"));
  });

  it("takes a list, as text with spaces or as names, of which each switches on one thing", () => {
    expect(parseOptimisations(" fuse , integrate")).toEqual(parseOptimisations(["integrate", "fuse"]));
    const on = optimisationNames.map((name) => {
      const { passes, geometry, ...others } = parseOptimisations([name]);
      const switches = Object.entries({ ...geometry, ...others }).flatMap(([key, is]) => (is ? [key] : []));
      return [...passes, ...switches];
    });
    expect(on).toEqual(optimisationNames.map((name) => [name]));
    expect(optimisationNames.slice(0, passNames.length)).toEqual(passNames);
  });

  it("refuses a name that there is not, and all or none among others", () => {
    expect(() => parseOptimisations("integrate,center")).toThrow(
      /unknown optimisation: "center"; give "all", "none" or a list of simplify, .*integrate, centre, whiten/,
    );
    expect(() => parseOptimisations("none,fuse")).toThrow('unknown optimisation: "none"');
    expect(() => parseOptimisations("")).toThrow('unknown optimisation: ""');
  });
});
