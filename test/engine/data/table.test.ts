import { describe, expect, test } from "vitest";
import { asFactor, labelsOf, usedLevels, withFactor } from "../../../engine/data/factor.js";
import { completeRows, selectRows } from "../../../engine/data/missing.js";
import { requireColumn, tableFromColumns, tableFromRecords, withColumn } from "../../../engine/data/table.js";
import type { Value } from "../../../engine/data/table.js";

describe("tables from columns", () => {
  test("numbers, text, booleans and missing values get their kinds", () => {
    const table = tableFromColumns({
      y: [1, null, 3],
      g: ["b", "a", undefined],
      t: [true, false, true],
      n: [1n, 2n, 3n],
    });
    expect(table.rows).toBe(3);
    expect(table.columns.get("y")).toEqual({
      kind: "number",
      name: "y",
      values: Float64Array.of(1, NaN, 3),
      missing: [1],
    });
    expect(table.columns.get("g")).toEqual({
      kind: "factor",
      name: "g",
      codes: Int32Array.of(1, 0, -1),
      levels: ["a", "b"],
      missing: [2],
    });
    expect(table.columns.get("t")).toMatchObject({ kind: "factor", levels: ["false", "true"] });
    expect(table.columns.get("n")).toMatchObject({ kind: "number", values: Float64Array.of(1, 2, 3) });
  });

  test("text that reads like a number stays text when it is given as text", () => {
    expect(tableFromColumns({ g: ["1", "2"] }).columns.get("g")).toMatchObject({ kind: "factor", levels: ["1", "2"] });
  });

  test("a Map of typed arrays is taken, with any name", () => {
    const table = tableFromColumns(new Map([["__proto__", Float64Array.of(1, 2)]]));
    expect(requireColumn(table, "__proto__")).toMatchObject({ kind: "number", name: "__proto__" });
  });

  test("columns that are no lists and rows that are no records are named", () => {
    for (const values of [undefined, null, 5, "abc"]) {
      const columns = { y: [1], g: values } as unknown as Record<string, Value[]>;
      expect(() => tableFromColumns(columns)).toThrow(/^column "g" is no list of values: give an array/);
    }
    for (const row of [undefined, null, 5]) {
      expect(() => tableFromRecords([{ y: 1 }, row as unknown as { y: number }])).toThrow(/^row 2 is no record: give/);
    }
  });

  test("lengths that differ and values of other types are named", () => {
    expect(() => tableFromColumns({ a: [1, 2], b: [1] })).toThrow('column "b" has 1 rows where column "a" has 2');
    const date = new Date(0) as unknown as Value;
    expect(() => tableFromColumns({ a: [1, date] })).toThrow('column "a" holds a value of type object in row 2');
    expect(() => tableFromColumns({ "": [1] })).toThrow("empty name");
  });
});

test("tables from records have a column for every name, missing where a record lacks it", () => {
  const table = tableFromRecords([{ y: 1 }, { y: 2, g: "a" }, JSON.parse('{"__proto__": 5}')]);
  expect([...table.columns.keys()]).toEqual(["y", "g", "__proto__"]);
  expect(table.columns.get("y")!.missing).toEqual([2]);
  expect(table.columns.get("g")!.missing).toEqual([0, 2]);
  expect(table.columns.get("__proto__")).toMatchObject({ values: Float64Array.of(NaN, NaN, 5) });
  expect(tableFromRecords([]).rows).toBe(0);
  expect(tableFromRecords([{}, {}]).rows).toBe(2);
});

test("an unknown column is named with what there is, or with the one that was meant", () => {
  const table = tableFromColumns({ Age: [1], sex: ["f"] });
  expect(() => requireColumn(table, "age")).toThrow('unknown column "age": did you mean "Age"?');
  expect(() => requireColumn(table, "weight")).toThrow('unknown column "weight": the columns are Age, sex.');
  expect(requireColumn(withColumn(table, { ...requireColumn(table, "Age"), name: "age" }), "age").name).toBe("age");
});

describe("factors", () => {
  const column = (values: Value[]) => tableFromColumns({ x: values }).columns.get("x")!;

  test("levels of numbers are sorted as numbers and labelled as JavaScript prints them", () => {
    const factor = asFactor(column([10, 2, -1, 10, null, 0.5, -0, 0]));
    expect(factor.levels).toEqual(["-1", "0", "0.5", "2", "10"]);
    expect(labelsOf(factor)).toEqual(["10", "2", "-1", "10", undefined, "0.5", "0", "0"]);
    expect(factor.missing).toEqual([4]);
  });

  test("given levels set the order, and a value outside them is named", () => {
    const factor = asFactor(column(["m", "f", "m"]), ["m", "f", "x"]);
    expect(factor.levels).toEqual(["m", "f", "x"]);
    expect([...factor.codes]).toEqual([0, 1, 0]);
    expect(usedLevels(factor)).toEqual(["m", "f"]);
    expect(() => asFactor(column(["m", "f"]), ["m"])).toThrow(
      'column "x" holds "f", which is not among the given levels m',
    );
    expect(() => asFactor(column(["m"]), ["m", "m"])).toThrow("repeat one");
    expect(asFactor(column([2, 1]), ["2", "1"]).levels).toEqual(["2", "1"]);
  });

  test("NaN or an infinity cannot be a level", () => {
    expect(() => asFactor(column([1, NaN]))).toThrow('column "x" holds NaN in row 2');
    expect(() => asFactor(column([Infinity]))).toThrow('column "x" holds Infinity in row 1');
  });

  test("withFactor replaces a column of a table and leaves the table as it was", () => {
    const table = tableFromColumns({ x: [2, 1] });
    expect(withFactor(table, "x").columns.get("x")).toMatchObject({ kind: "factor", levels: ["1", "2"] });
    expect(table.columns.get("x")!.kind).toBe("number");
    expect(() => withFactor(table, "y")).toThrow('unknown column "y"');
  });
});

describe("missing cells", () => {
  const table = tableFromColumns({ y: [1, null, 3, 4], g: ["a", "b", null, "d"], other: [null, null, NaN, 1] });

  test("stop with their counts and the mend", () => {
    expect(() => completeRows(table, ["y", "g"])).toThrow(
      /cells are missing \(1 in "y", 1 in "g"; first in row 2\).*the 2 rows with --na drop \(in TypeScript na: "drop"\)/,
    );
  });

  test("are dropped with their rows, and levels stay", () => {
    const { table: kept, dropped } = completeRows(table, ["y", "g"], "drop");
    expect(dropped).toEqual([1, 2]);
    expect(kept.rows).toBe(2);
    expect(kept.columns.get("y")).toMatchObject({ values: Float64Array.of(1, 4), missing: [] });
    expect(kept.columns.get("g")).toMatchObject({ codes: Int32Array.of(0, 2), levels: ["a", "b", "d"] });
    expect(kept.columns.get("other")!.missing).toEqual([0]);
  });

  test("are not looked at in columns that are not used, but NaN is refused in one that is", () => {
    const whole = tableFromColumns({ y: [1, 2], other: [NaN, null] });
    expect(completeRows(whole, ["y"])).toEqual({ table: whole, dropped: [] });
    expect(() => completeRows(whole, ["y", "other"], "drop")).toThrow('column "other" holds NaN in row 1');
  });

  test("in every row leave nothing to fit", () => {
    expect(() => completeRows(tableFromColumns({ y: [null, null] }), ["y"], "drop")).toThrow("no row is left");
  });

  test("rows can be taken in any order", () => {
    expect(selectRows(table, [3, 1, 1]).columns.get("y")).toMatchObject({
      values: Float64Array.of(4, NaN, NaN),
      missing: [1, 2],
    });
  });
});
