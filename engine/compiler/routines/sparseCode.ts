/** Walks over the entries of a sparse factor in WebAssembly; all counters are offsets in bytes. */
import type { FactorSizes } from "../../math/sparse/FactorPattern.js";
import { tableLength, tableParts, type TableParts } from "../../math/sparse/factorTable.js";
import { foldedCode, type FoldedCode, type Push, type Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import type { ValueType } from "../wasm/opcodes.js";
import type { IntegerPart } from "../wholeNumbers.js";

/** Sizes of a sparse routine by their names. */
export function sizesOf([size, entries, factorEntries]: readonly number[]): FactorSizes {
  return { size: size!, entries: entries!, factorEntries: factorEntries! };
}

/** Doubles of a factor as routines hand it on: L, the reciprocals of its diagonal (n), and room for a column (n). */
export function factorLength([size, , factorEntries]: readonly number[]): number {
  return factorEntries! + 2 * size!;
}

/** Whole numbers in the table of a sparse routine. */
export function tableLengthOf(sizes: readonly number[]): number {
  return tableLength(sizesOf(sizes));
}

/** What the numbers of the table may be: within them no walk leaves a routine's memory, whatever they are. */
export function tableBounds(sizes: readonly number[]): readonly IntegerPart[] {
  const { factorEntries } = sizesOf(sizes);
  const { columnStart, ...others } = tableParts(sizesOf(sizes));
  // Starts of columns are places, but for the last.
  const starts = [
    { length: columnStart.length - 1, below: factorEntries },
    { length: 1, below: columnStart.below },
  ];
  return [...starts, ...Object.values(others)].map(({ length, below }) => ({ length, below }));
}

/** A run of a row: the place after its entries in the table, and the length of their tails. */
export interface Run {
  readonly end: Push;
  readonly length: Push;
}

export interface SparseCode extends FoldedCode {
  /** A local that is given back by `release`. */
  local(type: ValueType): Variable;
  release(): void;
  sum(...terms: readonly Push[]): Push;
  increase(variable: Variable, by: number): void;
  /** A whole number of the table, at an offset in bytes into one of its parts. */
  number(part: keyof TableParts, offset: Push, further?: number): Push;
  /** Half an offset: of whole numbers from that of doubles. */
  half(offset: Push): Push;
  /** Counts a variable on to a limit; nothing runs where it is reached already. */
  upTo(variable: Variable, limit: Push, step: number, body: () => void): void;
  /** For each entry of A: its offset and that of its place in L. */
  eachEntry(body: (entry: Push, target: Push) => void): void;
  /** For each row its offset. */
  eachRow(body: (j: Push) => void): void;
  /** For each column: its offset, where it starts in L, and where it ends. */
  eachColumn(direction: "up" | "down", body: (j: Push, start: Push, end: Push) => void): void;
  /** For the entries of L from one place, plus some bytes, to below another: their place and row. */
  each(start: Push, further: number, end: Push, body: (place: Push, row: Push) => void): void;
  /** Where a column ends in L. */
  endOfColumn(j: Push): Push;
  /** For runs of row j, which come after those before them among the whole numbers of the table. */
  eachRun(j: Push, run: Variable, body: (run: Run) => void): void;
  /** Where the entries of row j left of the diagonal end among the whole numbers of the table. */
  endOfRow(j: Push): Push;
  /** Runs the body for what a length, in bytes of doubles, turns out to be, if it is from 1 to `most`. */
  byLength(length: Push, most: number, body: (doubles: number) => void): void;
}

/**
 * @param code Where instructions go
 * @param sizes Of the routine
 * @param table Address of the table
 */
export function sparseCode(code: FunctionBuilder, sizes: readonly number[], table: number): SparseCode {
  const { size, entries, factorEntries } = sizesOf(sizes);
  const parts = tableParts(sizesOf(sizes));
  const f = foldedCode(code);
  const locals: [ValueType, number][] = [];
  const add = (a: Push, b: Push) => f.op("i32.add", a, b);

  const self: SparseCode = {
    ...f,
    local: (type) => {
      const index = code.local(type);
      locals.push([type, index]);
      return f.parameter(index);
    },
    release: () => {
      for (const [type, index] of locals.splice(0)) code.release(type, index);
    },
    sum: (...terms) => terms.reduce(add),
    increase: (variable, by) => variable.set(add(variable.get, f.i32(by))),
    number: (part, offset, further = 0) => f.load("i32.load", offset, table + 4 * parts[part].start + further),
    half: (offset) => f.op("i32.shr_u", offset, f.i32(1)),
    upTo: (variable, limit, step, body) => {
      f.when(f.op("i32.lt_s", variable.get, limit), () =>
        f.repeatWhile(() => {
          body();
          self.increase(variable, step);
          return f.op("i32.lt_s", variable.get, limit);
        }),
      );
    },
    eachEntry: (body) => {
      const [entry, target] = [self.local("i32"), self.local("i32")];
      entry.set(f.i32(0));
      self.upTo(entry, f.i32(8 * entries), 8, () => {
        target.set(self.number("entryTarget", self.half(entry.get)));
        body(entry.get, target.get);
      });
    },
    eachRow: (body) => {
      const j = self.local("i32");
      j.set(f.i32(0));
      self.upTo(j, f.i32(8 * size), 8, () => body(j.get));
    },
    eachColumn: (direction, body) => {
      const [counter, j, start, end] = [self.local("i32"), self.local("i32"), self.local("i32"), self.local("i32")];
      counter.set(f.i32(0));
      start.set(f.i32(0));
      end.set(f.i32(8 * factorEntries));
      self.upTo(counter, f.i32(8 * size), 8, () => {
        j.set(direction === "up" ? counter.get : f.op("i32.sub", f.i32(8 * (size - 1)), counter.get));
        if (direction === "up") end.set(self.endOfColumn(j.get));
        else start.set(self.number("columnStart", self.half(j.get)));
        body(j.get, start.get, end.get);
        if (direction === "up") start.set(end.get);
        else end.set(start.get);
      });
    },
    each: (start, further, end, body) => {
      const [place, row] = [self.local("i32"), self.local("i32")];
      place.set(further === 0 ? start : add(start, f.i32(further)));
      self.upTo(place, end, 8, () => {
        row.set(self.number("rowIndex", self.half(place.get)));
        body(place.get, row.get);
      });
    },
    endOfColumn: (j) => self.number("columnStart", self.half(j), 4),
    eachRun: (j, run, body) => {
      const [past, end, length] = [self.local("i32"), self.local("i32"), self.local("i32")];
      past.set(self.half(self.number("runStart", self.half(j), 4)));
      self.upTo(run, past.get, 4, () => {
        end.set(self.half(self.number("runEnds", run.get)));
        length.set(self.number("runLengths", run.get));
        body({ end: end.get, length: length.get });
      });
    },
    endOfRow: (j) => self.half(self.number("rowStart", self.half(j), 4)),
    byLength: (length, most, body) => {
      const from = (doubles: number) => {
        f.when(
          f.op("i32.eq", length, f.i32(8 * doubles)),
          () => body(doubles),
          doubles < most ? () => from(doubles + 1) : undefined,
        );
      };
      from(1);
    },
  };
  return self;
}
