import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "../../../engine/core/Table.js";
import { isUserError } from "../../../engine/core/UserError.js";
import { compareCodePoints } from "../../../engine/data/codePoints.js";
import { parseCsv, readNumber } from "../../../engine/data/csv.js";
import { requireFinite } from "../../../engine/data/column.js";

function column(text: string, name: string): Column {
  return parseCsv(text).columns.get(name)!;
}

function numbers(text: string, name: string): number[] {
  const found = column(text, name);
  expect(found.kind).toBe("number");
  return found.kind === "number" ? [...found.values] : [];
}

function labels(text: string, name: string): (string | undefined)[] {
  const found = column(text, name);
  expect(found.kind).toBe("factor");
  return found.kind === "factor" ? [...found.codes].map((code) => found.levels[code]) : [];
}

function message(f: () => unknown): string {
  try {
    f();
  } catch (error) {
    expect(isUserError(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

describe("kinds of columns", () => {
  test("quotes do not make a number a string", () => {
    expect(numbers('x,y\n"1.5",a\n-2e3,b\n', "x")).toEqual([1.5, -2000]);
  });

  test("a column with any non-number is a factor, with levels sorted by code point", () => {
    const text = "g\nb\n10\nB\n9\na\n";
    expect(labels(text, "g")).toEqual(["b", "10", "B", "9", "a"]);
    expect(column(text, "g")).toMatchObject({ levels: ["10", "9", "B", "a", "b"] });
  });

  test("empty cells and NA are missing, in numbers and in factors", () => {
    const text = 'x,g\n1,a\n,NA\nNA,\n"NA",b\n';
    expect(numbers(text, "x")).toEqual([1, NaN, NaN, NaN]);
    expect(column(text, "x").missing).toEqual([1, 2, 3]);
    expect(labels(text, "g")).toEqual(["a", undefined, undefined, "b"]);
    expect(column(text, "g").missing).toEqual([1, 2]);
  });

  test("NaN and Inf are numbers but not missing, and using the column names it and the row", () => {
    const text = "x,y,z\n1,Inf,1\nNaN,2,NA\n";
    expect(numbers(text, "y")).toEqual([Infinity, 2]);
    expect(column(text, "x").missing).toEqual([]);
    expect(message(() => requireFinite(column(text, "x")))).toMatch(/column "x" holds NaN in row 2/);
    expect(message(() => requireFinite(column(text, "y")))).toMatch(/column "y" holds Infinity in row 1/);
    expect(() => requireFinite(column(text, "z"))).not.toThrow();
  });

  test("a column that begins with numbers or missing cells and holds one text is a factor of all its cells as they stand", () => {
    const text = "x,g\n1.0,NA\n01,\nNA,b\n1.0,NA\nz,a\n";
    expect(labels(text, "x")).toEqual(["1.0", "01", undefined, "1.0", "z"]);
    expect(column(text, "x")).toMatchObject({ levels: ["01", "1.0", "z"], missing: [2] });
    expect(labels(text, "g")).toEqual([undefined, undefined, "b", undefined, "a"]);
    expect(column(text, "g")).toMatchObject({ levels: ["a", "b"], missing: [0, 1, 3] });
  });

  test("a column without any value is a number column, all missing", () => {
    expect(column("x,y\n1,\n2,NA\n", "y")).toMatchObject({ kind: "number", missing: [0, 1] });
  });

  test("only decimal notation is a number: no hexadecimal, no thousands, no blank", () => {
    for (const cell of ["0x10", "1,000", "", " ", "1e", "--1", "1_000", "infinite", "١"]) {
      expect(readNumber(cell), cell).toBeUndefined();
    }
    expect(["1", "+1.", ".5", "-1E-3", "1e400"].map(readNumber)).toEqual([1, 1, 0.5, -0.001, Infinity]);
    expect(["nan", "-inf", "Infinity"].map(readNumber)).toEqual([NaN, -Infinity, Infinity]);
  });

  test("any double printed by JavaScript is read back bit for bit", () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(readNumber(String(x))).toBe(x === 0 ? 0 : x);
      }),
    );
  });
});

describe("forms of text", () => {
  test("line ends of every kind, also mixed, a byte order mark, blank lines and spaces are allowed", () => {
    const expected = parseCsv("a,b\n1,x\n2,y\n");
    for (const text of [
      "a,b\r\n1,x\r\n2,y\r\n",
      "\uFEFFa,b\n1,x\n2,y",
      "a,b\r1,x\r2,y",
      "a,b\r\n1,x\n2,y\n\n\n",
      " a , b\n1 , x\n2, y \n",
    ]) {
      expect(parseCsv(text), JSON.stringify(text)).toEqual(expected);
    }
  });

  test("a quoted cell may hold commas, quotes and line ends", () => {
    expect(labels('g\n"a, ""b""\nc"\nd\n', "g")).toEqual(['a, "b"\nc', "d"]);
  });

  test("hostile names are names like any other", () => {
    const table = parseCsv("__proto__,constructor,toString\n1,__proto__,x\n2,y,x\n");
    expect([...table.columns.keys()]).toEqual(["__proto__", "constructor", "toString"]);
    expect(labels("g\n__proto__\nconstructor\n", "g")).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).kind).toBeUndefined();
  });

  test("a header alone is a table without rows", () => {
    expect(parseCsv("a,b\n")).toMatchObject({ rows: 0 });
  });
});

describe("mistakes are named with their place", () => {
  test.each([
    ["a,b,a\n1,2,3\n", /columns 1 and 3 are both named "a" in the header \(line 1\) of d\.csv/],
    ['"",b\n1,2\n', /column 1 has no name in the header \(line 1\) of d\.csv.*row\.names = FALSE/],
    ["a,b\n1,2\n3\n", /line 3 of d\.csv has 1 cell where the header has 2: add/],
    ["a,b\n1,2\n\n3,4,5\n", /line 4 of d\.csv has 3 cells where the header has 2: remove/],
    ['a,b\n1,"2\n3,4\n', /a quote is opened but not closed in d\.csv/],
    ['a,b\n1,2"3\n', /line 2 of d\.csv is not CSV, a quote stands inside a cell/],
    ["", /d\.csv is empty: its first line must name the columns/],
    ["a;b\n1;2\n", /d\.csv separates its columns by ";": save it with commas/],
    ["a\tb\n1\t2\n", /d\.csv separates its columns by tabs/],
  ])("%j", (text, expected) => {
    expect(message(() => parseCsv(text, { source: "d.csv" }))).toMatch(expected);
  });
});

describe("a text longer than a piece of it that is read at once", () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i},"g ${i % 7}",${i < 55_000 ? i : "late"}`);
  const text = `x,g,t\n${lines.join("\n")}\n`;

  test("gives the columns that its cells say", () => {
    const table = parseCsv(text);
    expect(table.rows).toBe(60_000);
    const [x, g, t] = [...table.columns.values()] as [Column, Column, Column];
    expect(x.kind === "number" && x.values.every((value, i) => value === i)).toBe(true);
    expect(g.kind === "factor" && g.codes.every((code, i) => g.levels[code] === `g ${i % 7}`)).toBe(true);
    expect(
      t.kind === "factor" && t.codes.every((code, i) => t.levels[code] === (i < 55_000 ? String(i) : "late")),
    ).toBe(true);
  });

  test("has its mistakes named by their line in the whole text", () => {
    const at = text.indexOf("57500,");
    const broken = (line: string) => () => parseCsv(text.slice(0, at) + line + text.slice(at), { source: "d.csv" });
    expect(message(broken("1,2\n"))).toMatch(/line 57502 of d\.csv has 2 cells where the header has 3/);
    expect(message(broken('1,2"3,4\n'))).toMatch(/line 57502 of d\.csv is not CSV/);
  });
});

test("the order of code points differs from JavaScript's own beyond U+FFFF", () => {
  const letters = ["\u{1F600}", "\uFF5E", "é", "z", "Z", "ab", "a", ""];
  expect([...letters].sort(compareCodePoints)).toEqual(["", "Z", "a", "ab", "z", "é", "\uFF5E", "\u{1F600}"]);
  expect(["\u{1F600}", "\uFF5E"].sort()).toEqual(["\u{1F600}", "\uFF5E"]);
});
