/** The sparse Cholesky factor, by a table that says where everything is. */
import { factorise } from "../../math/sparse/factorise.js";
import { structureOf } from "../../math/sparse/factorTable.js";
import type { Push, Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import type { Routine } from "./Routine.js";
import { pairsOf } from "./pairsOf.js";
import { factorLength, sizesOf, sparseCode, tableBounds, tableLengthOf, type SparseCode } from "./sparseCode.js";

/** Rows of a tail up to which a column stays in locals while a run changes it. */
const keptRows = 6;
/** Rows up to which two sums for each row hide how long an addition takes. */
const doubledRows = 4;
/** Entries of a run that change a long column at once. */
const together = 4;

/**
 * Sizes: n, entries, factorEntries. Inputs: entries of A, the table of `factorTable`. Output: the values of L, the reciprocals
 * of its diagonal (n), and room for a column (n). Where A is not positive definite a diagonal entry is NaN.
 */
export const sparseCholesky: Routine = {
  outputLength: factorLength,
  inputLengths: (sizes) => [sizes[1]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 1 ? tableBounds(sizes) : undefined),

  interpret(sizes, [a, table], out) {
    const own = sizesOf(sizes);
    const structure = structureOf(table as Int32Array, own);
    factorise(structure, a!, out.subarray(0, own.factorEntries));
    for (let j = 0; j < own.size; j++) out[own.factorEntries + j] = 1 / out[structure.columnStart[j]!]!;
  },

  emit(code, sizes, [a, table], out) {
    const { size, entries, factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const reciprocals = out + 8 * factorEntries;
    const column = reciprocals + 8 * size;
    if (factorEntries > entries) code.zero(out, 8 * factorEntries);
    s.eachEntry((entry, target) => s.store("f64.store", target, out, s.load("f64.load", entry, a!)));
    const [entry, past, run] = [s.local("i32"), s.local("i32"), s.local("i32")];
    const [reciprocal, place] = [s.local("f64"), s.local("i32")];
    // Both go on from row to row.
    entry.set(s.i32(0));
    run.set(s.i32(0));
    s.eachColumn("up", (j, start, end) => {
      past.set(s.endOfRow(j));
      // Columns that no other changes are many.
      s.when(s.op("i32.lt_s", entry.get, past.get), () => {
        s.eachRun(j, run, (run) =>
          s.when(
            s.op("i32.lt_s", s.i32(8 * keptRows), run.length),
            () => changeLong(code, s, out, start, entry, run.end, run.length),
            () =>
              s.when(
                s.op("i32.eq", s.sum(entry.get, s.i32(4)), run.end),
                () => changeBy(s, out, start, entry, run.length),
                () => s.byLength(run.length, keptRows, (rows) => changeKept(code, s, out, start, entry, run.end, rows)),
              ),
          ),
        );
        s.when(s.op("i32.lt_s", entry.get, past.get), () => {
          s.each(start, 0, end, (p, row) => s.store("f64.store", row, column, s.load("f64.load", p, out)));
          changeScattered(s, out, column, entry, past.get);
          s.each(start, 0, end, (p, row) => s.store("f64.store", p, out, s.load("f64.load", row, column)));
        });
      });
      reciprocal.set(s.op("f64.div", s.f64(1), s.op("f64.sqrt", s.load("f64.load", start, out))));
      s.store("f64.store", j, reciprocals, reciprocal.get);
      place.set(start);
      s.upTo(place, end, 8, () => {
        const scaled = s.op("f64.mul", s.load("f64.load", place.get, out), reciprocal.get);
        s.store("f64.store", place.get, out, scaled);
      });
    });
    s.release();
  },
};

/**
 * column -= tail · its first element, for one entry. By single doubles: the tail may have been written a moment ago, one by
 * one, and a processor must not be made to wait until it can read two that were written apart.
 */
function changeBy(s: SparseCode, l: number, start: Push, entry: Variable, length: Push): void {
  const [place, past, target, factor] = [s.local("i32"), s.local("i32"), s.local("i32"), s.local("f64")];
  place.set(s.number("rowPlaces", entry.get));
  past.set(s.sum(place.get, length));
  target.set(start);
  factor.set(s.load("f64.load", place.get, l));
  s.upTo(place, past.get, 8, () => {
    const product = s.op("f64.mul", s.load("f64.load", place.get, l), factor.get);
    s.store("f64.store", target.get, l, s.op("f64.sub", s.load("f64.load", target.get, l), product));
    s.increase(target, 8);
  });
  s.increase(entry, 4);
}

/** column -= tail · its first element, for entries up to the run's end, with the column's first rows in locals. */
function changeKept(
  code: FunctionBuilder,
  s: SparseCode,
  l: number,
  start: Push,
  entry: Variable,
  end: Push,
  rows: number,
): void {
  const pairs = pairsOf(code, rows);
  const sums = Array.from({ length: rows <= doubledRows ? 2 : 1 }, () => pairs.map(() => s.local("v128")));
  const [place, factor] = [s.local("i32"), s.local("v128")];
  const change = (which: number) => {
    place.set(s.number("rowPlaces", entry.get, 4 * which));
    factor.set(s.load("v128.load64_splat", place.get, l));
    pairs.forEach((pair, h) => {
      const product = s.op("f64x2.mul", pair.load(place.get, l), factor.get);
      const sum = sums[which]![h]!;
      sum.set(s.op("f64x2.sub", sum.get, product));
    });
  };
  pairs.forEach((pair, h) => sums[0]![h]!.set(pair.load(start, l)));
  sums[1]?.forEach((sum) => sum.set(s.op("f64x2.splat", s.f64(0))));
  if (sums.length > 1) {
    const next = s.op("i32.add", entry.get, s.i32(4));
    s.when(s.op("i32.lt_s", next, end), () =>
      s.repeatWhile(() => {
        change(0);
        change(1);
        s.increase(entry, 8);
        return s.op("i32.lt_s", next, end);
      }),
    );
  }
  s.upTo(entry, end, 4, () => change(0));
  pairs.forEach((pair, h) => {
    const sum = sums[0]![h]!;
    if (sums[1]) sum.set(s.op("f64x2.add", sum.get, sums[1][h]!.get));
    pair.store(start, l, sum.get);
  });
}

/** The same for tails of any length, several entries at once. */
function changeLong(
  code: FunctionBuilder,
  s: SparseCode,
  l: number,
  start: Push,
  entry: Variable,
  end: Push,
  length: Push,
): void {
  const row = s.local("i32");
  const change = (count: number) => {
    const places = Array.from({ length: count }, () => s.local("i32"));
    const factors = Array.from({ length: count }, () => s.local("v128"));
    places.forEach((place, k) => place.set(s.number("rowPlaces", entry.get, 4 * k)));
    factors.forEach((factor, k) => factor.set(s.load("v128.load64_splat", places[k]!.get, l)));
    row.set(s.i32(0));
    const target = s.sum(start, row.get);
    const [pair] = pairsOf(code, 2);
    const [last] = pairsOf(code, 1);
    const rest = (of: typeof pair) =>
      places.reduce<Push>(
        (left, place, k) => {
          const product = s.op("f64x2.mul", of!.load(s.sum(place.get, row.get), l), factors[k]!.get);
          return s.op("f64x2.sub", left, product);
        },
        of!.load(target, l),
      );
    s.upTo(row, s.op("i32.sub", length, s.i32(8)), 16, () => pair!.store(target, l, rest(pair)));
    s.when(s.op("i32.lt_s", row.get, length), () => last!.store(target, l, rest(last)));
  };
  s.upTo(entry, s.op("i32.sub", end, s.i32(4 * (together - 1))), 4 * together, () => change(together));
  s.upTo(entry, end, 4, () => change(1));
}

/** The same for tails whose rows are looked up, with the column spread out by row. */
function changeScattered(s: SparseCode, l: number, column: number, entry: Variable, end: Push): void {
  const [place, past, factor] = [s.local("i32"), s.local("i32"), s.local("f64")];
  s.upTo(entry, end, 4, () => {
    place.set(s.number("rowPlaces", entry.get));
    past.set(s.endOfColumn(s.number("rowColumns", entry.get)));
    factor.set(s.load("f64.load", place.get, l));
    s.each(place.get, 0, past.get, (p, row) => {
      const product = s.op("f64.mul", s.load("f64.load", p, l), factor.get);
      s.store("f64.store", row, column, s.op("f64.sub", s.load("f64.load", row, column), product));
    });
  });
}
