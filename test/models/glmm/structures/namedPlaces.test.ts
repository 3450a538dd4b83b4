import { describe, expect, it } from "vitest";
import { namedPlaces } from "../../../../models/glmm/structures/namedPlaces.js";

const places = (names: readonly string[], levels: readonly string[]) => [
  ...namedPlaces("the matrix K", names).placesOf(levels, "line"),
];

describe("namedPlaces", () => {
  it("finds a number by its value where it is no name itself", () => {
    expect(places(["001", "x2", "10.50"], ["x2", "1", "10.5"])).toEqual([1, 0, 2]);
    expect(places(["1", "2"], ["002", "01"])).toEqual([1, 0]);
    expect(places(["1e3", "b"], ["1000"])).toEqual([0]);
  });

  it("takes a name as it is written before one of the same value", () => {
    expect(places(["001", "1"], ["1", "001"])).toEqual([1, 0]);
  });

  it("finds no number that two names are, and refuses two levels that are one name", () => {
    expect(() => places(["001", "01"], ["1"])).toThrow(/1 of 1 levels of "line" is not in the matrix K: "1"/);
    expect(() => places(["001", "a"], ["001", "a", "1"])).toThrow(
      /the levels "001" and "1" of "line" are one in the matrix K/,
    );
  });

  it("counts as unknown only what is found in no way", () => {
    expect(() => places(["001", "a"], ["1", "a", "b3"])).toThrow(
      /^1 of 3 levels of "line" is not in the matrix K: "b3";/,
    );
    expect(() => places(["Inf", "a"], ["inf"])).toThrow(/"inf" \(did you mean "Inf"\?\)/);
  });
});
