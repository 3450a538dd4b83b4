import { describe, expect, it } from "vitest";
import { aliasedColumns } from "../../../../models/glmm/design/aliasedColumns.js";
import { encoderOf, referenceTable, table } from "./support.js";

const columns = (...all: number[][]) => all.map((column) => Float64Array.from(column));

describe("aliased columns", () => {
  it("are constants beside an intercept, zeros, copies and sums of those before them", () => {
    const [a, b] = [[1, 2, 3, 5], [0, 1, 0, 1]]; // prettier-ignore
    const design = columns([4, 4, 4, 4], a!, b!, a!, [0, 0, 0, 0], [2, 6, 6, 12]);
    expect(aliasedColumns(design, true)).toEqual([0, 3, 4, 5]);
    expect(aliasedColumns(design, false)).toEqual([3, 4, 5]);
  });

  it("are found whatever the units, and near copies are none", () => {
    const a = [1, 2, 3, 5];
    const tiny = a.map((value) => value * 1e-200);
    expect(aliasedColumns(columns(a, tiny), false)).toEqual([1]);
    const near = a.map((value, i) => value + (i === 1 ? 1e-5 : 0));
    expect(aliasedColumns(columns(a, near), false)).toEqual([]);
  });

  it("are named by the encoder, as lm would leave them out", () => {
    // A level of f in g that no row has: f:g is not estimable.
    const data = table({
      y: [1, 2, 3, 4, 5],
      f: ["a", "a", "b", "b", "b"],
      g: ["u", "v", "u", "u", "u"],
      x: [3, 3, 3, 3, 3],
    });
    expect(encoderOf("y ~ f * g + x", data).aliased).toEqual(["x", "fb:gv"]);
    expect(encoderOf("y ~ x * f", referenceTable("trial")).aliased).toEqual([]);
  });
});
