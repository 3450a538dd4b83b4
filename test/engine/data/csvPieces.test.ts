import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvPieces } from "../../../engine/data/csvPieces.js";

const recordsOf = (text: string, length?: number) => [...csvPieces(text, ",", length)].flat();

describe("CSV text in pieces", () => {
  test("is cut behind line ends that are not within quotes", () => {
    const pieces = [...csvPieces('a,b\n1,"x\ny"\n2,"""\n"\n3,z\n', ",", 1)];
    expect(pieces).toEqual([[["a", "b"]], [["1", "x\ny"]], [["2", '"\n']], [["3", "z"]]]);
  });

  test("has the same records however long the pieces are", () => {
    const cell = fc.oneof(
      fc.constantFrom("", "NA", "1.5", "a b"),
      fc.string({ unit: fc.constantFrom(...'ab,"\r\n é') }),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.integer({ min: 1, max: 30 }),
        (rows, lineEnd, length) => {
          const text = rows.map((row) => row.map(quoted).join(",")).join(lineEnd);
          expect(recordsOf(text, length)).toEqual(rows);
          expect(recordsOf(text)).toEqual(rows);
        },
      ),
    );
  });

  test("of lines without cells has no records", () => {
    expect(recordsOf("\n\n\r\n", 1)).toEqual([]);
    expect(recordsOf("")).toEqual([]);
  });
});
