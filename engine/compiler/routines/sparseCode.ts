/** Walks over the entries of a sparse factor in WebAssembly; all counters are offsets in bytes. */
import type { FactorSizes } from "../../math/sparse/FactorPattern.js";
import { tableLength, tableParts } from "../../math/sparse/factorTable.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import type { IntegerPart } from "../wholeNumbers.js";

/** Sizes of a sparse routine by their names. */
export function sizesOf([size, entries, factorEntries]: readonly number[]): FactorSizes {
  return { size: size!, entries: entries!, factorEntries: factorEntries! };
}

/** Whole numbers in the table of a sparse routine. */
export function tableLengthOf(sizes: readonly number[]): number {
  return tableLength(sizesOf(sizes));
}

/** What the numbers of the table may be: within them no walk leaves the factor, whatever they are. */
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

/** Locals that hold offsets in bytes. */
type Local = number;

export interface SparseCode {
  /** For each entry of A: its offset and that of its place in L. */
  eachEntry(entries: number, body: (entry: Local, target: Local) => void): void;
  /** For each column: half its offset (see `doubled`), where it starts in L, and where it ends. */
  eachColumn(size: number, direction: "up" | "down", body: (j: Local, start: Local, end: Local) => void): void;
  /** For the entries of L from one place to below another: their place and row. */
  each(start: Local, end: Local, body: (place: Local, row: Local) => void): void;
  /** For the entries of row j left of the diagonal: their place, and where their column ends. */
  eachLeft(j: Local, body: (place: Local, last: Local) => void): void;
  /** Pushes twice a local: the offset of doubles from that of whole numbers. */
  doubled(local: Local): void;
}

/**
 * @param code Where instructions go
 * @param sizes Of the routine
 * @param table Address of the table
 */
export function sparseCode(code: FunctionBuilder, sizes: readonly number[], table: number): SparseCode {
  const parts = tableParts(sizesOf(sizes));
  const address = (name: keyof typeof parts) => table + 4 * parts[name].start;
  const load = (name: keyof typeof parts, further = 0) => code.memory("i32.load", address(name) + further, 2);
  const range = (start: () => void, end: () => void, step: number, body: (counter: Local) => void) =>
    code.forRange(start, end, step, body);
  const push = (local: Local) => () => void code.get(local);
  const number = (value: number) => () => void code.i32(value);
  const within = (count: number, body: (locals: Local[]) => void) => {
    const locals = Array.from({ length: count }, () => code.local("i32"));
    body(locals);
    for (const local of locals) code.release("i32", local);
  };
  const self: SparseCode = {
    eachEntry: (entries, body) =>
      within(1, ([target]) =>
        range(number(0), number(8 * entries), 8, (entry) => {
          code.get(entry).i32(1).op("i32.shr_u");
          load("entryTarget").set(target!);
          body(entry, target!);
        }),
      ),
    eachColumn: (size, direction, body) =>
      within(3, ([j, start, end]) =>
        range(number(0), number(4 * size), 4, (counter) => {
          if (direction === "up") code.get(counter).set(j!);
          else
            code
              .i32(4 * (size - 1))
              .get(counter)
              .op("i32.sub")
              .set(j!);
          code.get(j!);
          load("columnStart").set(start!);
          code.get(j!);
          load("columnStart", 4).set(end!);
          body(j!, start!, end!);
        }),
      ),
    each: (start, end, body) =>
      within(1, ([row]) =>
        range(push(start), push(end), 8, (place) => {
          code.get(place).i32(1).op("i32.shr_u");
          load("rowIndex").set(row!);
          body(place, row!);
        }),
      ),
    eachLeft: (j, body) =>
      within(3, ([past, place, last]) => {
        code.get(j);
        load("rowStart", 4).set(past!);
        const first = () => {
          code.get(j);
          load("rowStart");
        };
        // A place and an end are eight bytes, as many as the count of entries is multiplied with in memory.
        range(first, push(past!), 8, (at) => {
          code.get(at);
          load("rowPlaces").set(place!);
          code.get(at);
          load("rowPlaces", 4).set(last!);
          body(place!, last!);
        });
      }),
    doubled: (local) => void code.get(local).get(local).op("i32.add"),
  };
  return self;
}
