import { describe, expect, it } from "vitest";
import { fitText } from "../../../engine/text/fitText.js";
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";

interface Row {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

const rows: readonly Row[] = [
  { name: "x", a: "1.5", b: "-200" },
  { name: "a long name", a: "10.25", b: "3" },
];
const columns = [
  { head: "a", cell: (row: Row) => row.a, rank: 0 },
  { head: "b", cell: (row: Row) => row.b, rank: 1 },
];

describe("textTable", () => {
  it("aligns names at the left and numbers at the right", () => {
    expect(textTable(rows, { name: (row) => row.name, nameHead: "level", columns, width: 80 })).toEqual([
      "level            a     b",
      "x              1.5  -200",
      "a long name  10.25     3",
    ]);
  });

  it("leaves out the columns of the highest rank where there is no room, then cuts names in the middle", () => {
    const long = [{ ...rows[1]!, name: "a very long name indeed" }];
    const lines = textTable(long, { name: (row) => row.name, columns, width: 20 });
    expect(lines).toEqual(["                   a", "a very…indeed  10.25"]);
  });

  it("prints no control character of a name", () => {
    const lines = textTable([{ ...rows[0]!, name: "x\u001b[2J" }], { name: (row) => row.name, columns, width: 40 });
    expect(lines[1]).toMatch(/^x\uFFFD\[2J /);
  });
});

describe("texts", () => {
  it("are cut in the middle or padded to a width", () => {
    expect(fitText("r_herd[15,Intercept]", 12)).toBe("r_herd…cept]");
    expect(fitText("ab", 4)).toBe("ab  ");
  });

  it("are wrapped at spaces, later lines indented", () => {
    expect(wrapText("one two three four", 9, "  ")).toEqual(["one two", "  three", "  four"]);
  });

  it("keep letters of all scripts, and lose what moves the cursor or turns the direction of writing", () => {
    expect(printable("naïve 鶏\n\u202eab")).toBe("naïve 鶏\uFFFD\uFFFDab");
  });
});
