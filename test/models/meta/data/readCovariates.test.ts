import { describe, expect, it } from "vitest";
import { messageOf, read } from "./read.js";

const rows = (x: readonly (number | string)[]) =>
  ["study,treatment,r,n,x", ...x.map((value, k) => `${Math.floor(k / 2)},${k % 2 ? "B" : "A"},1,9,${value}`)].join(
    "\n",
  );
const covariates = ["x"];

describe("covariates", () => {
  it("are by study, and centred at their mean over studies", () => {
    const network = read(rows([44, 44, 55, 55, 13, 13]), { covariates });
    expect(network.covariates).toEqual([{ name: "x", values: Float64Array.of(44, 55, 13), centre: 112 / 3 }]);
    expect(network.warnings).toEqual([]);
  });

  it("that differ between arms of a study have their mean, with a warning", () => {
    const network = read(rows([1, 2, 3, 3]), { covariates });
    expect(network.covariates[0]!.values).toEqual(Float64Array.of(1.5, 3));
    expect(network.warnings).toMatchObject([{ cause: "covariate_varies" }]);
    expect(network.warnings![0]!.text).toContain('The covariate "x" differs between arms of study "0"');
  });

  it("may be given in one row of a study", () => {
    expect(read(rows([1, "", "", 3]), { covariates }).covariates[0]!.values).toEqual(Float64Array.of(1, 3));
  });

  it("of text become one for each level but the first", () => {
    const network = read(rows(["north", "north", "east", "east", "south", "", "east", "east"]), { covariates });
    expect(network.covariates).toEqual([
      {
        ...{ name: "x: north", values: Float64Array.of(1, 0, 0, 0), centre: 0.25 },
        level: { column: "x", name: "north", base: "east" },
      },
      {
        ...{ name: "x: south", values: Float64Array.of(0, 0, 1, 0), centre: 0.25 },
        level: { column: "x", name: "south", base: "east" },
      },
    ]);
  });

  it.each([
    [
      "are constant",
      rows([2, 2, 2, 2]),
      ["x"],
      'the covariate "x" is 2 in every study and can explain nothing: leave it out.',
    ],
    [
      "are one text",
      rows(["a", "a", "a", "a"]),
      ["x"],
      'the covariate "x" is "a" in every study and can explain nothing',
    ],
    ["are missing", rows([1, 1, "", "NA", 3, 3]), ["x"], 'the covariate "x" is missing for study "1": fill it in'],
    [
      "are two texts in a study",
      rows(["a", "b", "a", "a"]),
      ["x"],
      'the covariate "x" is "a" and "b" in different arms of study "0"',
    ],
    ["are named twice", rows([1, 1, 2, 2]), ["x", "x"], 'the covariate "x" is named twice: name it once.'],
    ["are unknown", rows([1, 1, 2, 2]), ["latitude"], 'unknown column "latitude"'],
    ["are infinite", rows([1, 1, "Inf", 2]), ["x"], 'column "x" holds Infinity in row 3'],
  ])("that %s are refused", (_, csv, names, message) => {
    expect(messageOf(csv, { covariates: names })).toContain(message);
  });
});
