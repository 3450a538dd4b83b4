import { describe, expect, it } from "vitest";
import { analysePattern } from "../../../../engine/math/sparse/analysePattern.js";
import { cases } from "./patterns.js";

describe.each(cases)("the runs of a factor with %s", (_, pattern) => {
  const analysed = analysePattern(pattern);
  const { size, columnStart, rowIndex, factorEntries } = analysed;
  const { alignedStart, rowStart, rowPlaces, rowColumns, othersStart, runStart, runEnds, runLengths } = analysed;
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

  it("are tails of one length whose rows, and those of the tails below, are the first of the columns they change", () => {
    const isFirst = (column: number, place: number) => {
      const [tail, row] = [rowsFrom(place, columnStart[column + 1]!), rowIndex[place]!];
      const own = rowsFrom(columnStart[row]!, columnStart[row + 1]!);
      expect(own).toEqual(expect.arrayContaining(tail));
      return tail.every((one, at) => one === own[at]);
    };
    for (let column = 0; column < size; column++) {
      const end = columnStart[column + 1]!;
      let place = end;
      while (place > columnStart[column]! + 1 && isFirst(column, place - 1)) place--;
      expect(alignedStart[column]).toBe(place);
    }
    for (let row = 0; row < size; row++) {
      let t = rowStart[row]!;
      const lengths = [...runLengths.slice(runStart[row], runStart[row + 1])];
      expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
      for (let run = runStart[row]!; run < runStart[row + 1]!; run++) {
        expect(runEnds[run]).toBeGreaterThan(t);
        for (; t < runEnds[run]!; t++) {
          expect(columnStart[rowColumns[t]! + 1]! - rowPlaces[t]!).toBe(runLengths[run]);
          expect(rowPlaces[t]).toBeGreaterThanOrEqual(alignedStart[rowColumns[t]!]!);
        }
      }
      expect(othersStart[row]).toBe(t);
      for (; t < rowStart[row + 1]!; t++) expect(rowPlaces[t]).toBeLessThan(alignedStart[rowColumns[t]!]!);
    }
  });
});
