import { describe, expect, it } from "vitest";
import { analysePattern } from "../../../../engine/math/sparse/analysePattern.js";
import { cases } from "./patterns.js";

describe.each(cases)("the runs of a factor with %s", (_, pattern) => {
  const { size, columnStart, rowIndex, rowStart, rowPlaces, rowColumns, runStart, runEnds, runLengths, factorEntries } =
    analysePattern(pattern);
  const rowsFrom = (place: number, end: number) => [...rowIndex.slice(place, end)];

  it("hold every entry left of the diagonal once, in its row and with its column", () => {
    expect(rowStart[size]).toBe(factorEntries - size);
    expect(new Set(rowPlaces).size).toBe(factorEntries - size);
    for (let row = 0; row < size; row++) {
      for (let t = rowStart[row]!; t < rowStart[row + 1]!; t++) {
        const [place, column] = [rowPlaces[t]!, rowColumns[t]!];
        expect(rowIndex[place]).toBe(row);
        expect(place > columnStart[column]! && place < columnStart[column + 1]!).toBe(true);
      }
    }
  });

  it("are tails of one length whose rows are the first of the row's column; the tails of all others are not", () => {
    for (let row = 0; row < size; row++) {
      const own = rowsFrom(columnStart[row]!, columnStart[row + 1]!);
      const tail = (t: number) => rowsFrom(rowPlaces[t]!, columnStart[rowColumns[t]! + 1]!);
      let t = rowStart[row]!;
      const lengths = [...runLengths.slice(runStart[row], runStart[row + 1])];
      expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
      for (let run = runStart[row]!; run < runStart[row + 1]!; run++) {
        expect(runEnds[run]).toBeGreaterThan(t);
        for (; t < runEnds[run]!; t++) expect(tail(t)).toEqual(own.slice(0, runLengths[run]));
      }
      for (; t < rowStart[row + 1]!; t++) {
        expect(own).toEqual(expect.arrayContaining(tail(t)));
        expect(tail(t)).not.toEqual(own.slice(0, tail(t).length));
      }
    }
  });
});
