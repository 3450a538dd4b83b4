/** The adjoint of the sparse Cholesky factor: the factorisation's steps run backwards. */
import { factoriseAdjoint } from "../../math/sparse/factorise.js";
import { structureOf } from "../../math/sparse/factorTable.js";
import type { Push, Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import { pairsOf } from "./pairsOf.js";
import type { Routine } from "./Routine.js";
import { factorLength, sizesOf, sparseCode, tableBounds, tableLengthOf, type SparseCode } from "./sparseCode.js";

/** Rows of a tail up to which a column's adjoint stays in locals while a run is gone through. */
const keptRows = 6;

/**
 * Sizes: n, entries, factorEntries. Inputs: what `sparseCholesky` gave, the adjoint of L (factorEntries), the table. Output:
 * the adjoint of the entries of A, then room for one of L (factorEntries) and for a column (n).
 */
export const sparseCholeskyAdjoint: Routine = {
  outputLength: ([n, e, f]) => e! + f! + n!,
  inputLengths: (sizes) => [factorLength(sizes), sizes[2]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 ? tableBounds(sizes) : undefined),

  interpret(sizes, [l, lBar, table], out) {
    const own = sizesOf(sizes);
    factoriseAdjoint(structureOf(table as Int32Array, own), l!, lBar!, out.subarray(0, own.entries));
  },

  emit(code, sizes, [l, lBar, table], out) {
    const { entries, factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const bar = out + 8 * entries;
    const column = bar + 8 * factorEntries;
    const factor = { l: l!, bar, column };
    code.copy(bar, lBar!, 8 * factorEntries);
    const [entry, past, place] = [s.local("i32"), s.local("i32"), s.local("i32")];
    const [reciprocal, slope, scaled] = [s.local("f64"), s.local("f64"), s.local("f64")];

    s.eachColumn("down", (j, start, end) => {
      reciprocal.set(s.load("f64.load", j, l! + 8 * factorEntries));
      slope.set(s.load("f64.load", start, bar));
      place.set(s.sum(start, s.i32(8)));
      s.upTo(place, end, 8, () => {
        scaled.set(s.op("f64.mul", s.load("f64.load", place.get, bar), reciprocal.get));
        s.store("f64.store", place.get, bar, scaled.get);
        const product = s.op("f64.mul", s.load("f64.load", place.get, l!), scaled.get);
        slope.set(s.op("f64.sub", slope.get, product));
      });
      const half = s.op("f64.mul", s.f64(0.5), slope.get);
      s.store("f64.store", start, bar, s.op("f64.mul", half, reciprocal.get));

      s.startOfRow(entry, j);
      s.eachRun(j, (run) =>
        s.byLength(run, entry, keptRows, {
          long: () => passLong(code, s, factor, start, entry, run.end, run.length),
          single: () => passBy(s, factor, start, entry, run.length),
          known: (rows) => passKept(code, s, factor, start, entry, run.end, rows),
        }),
      );
      past.set(s.endOfRow(j));
      s.when(s.op("i32.lt_s", entry.get, past.get), () => {
        s.each(start, 0, end, (p, row) => s.store("f64.store", row, column, s.load("f64.load", p, bar)));
        passScattered(s, factor, entry, past.get);
      });
    });
    s.eachEntry((at, target) => s.store("f64.store", at, out, s.load("f64.load", target, bar)));
    s.release();
  },
};

/** Addresses of L, its adjoint, and the adjoint of one column spread out by row. */
interface Factor {
  readonly l: number;
  readonly bar: number;
  readonly column: number;
}

/** The same as below for one entry, by single doubles, which are read a moment after they were written. */
function passBy(s: SparseCode, { l, bar }: Factor, start: Push, entry: Variable, length: Push): void {
  const [first, place, past, source] = [s.local("i32"), s.local("i32"), s.local("i32"), s.local("i32")];
  const [factor, scaled, sum] = [s.local("f64"), s.local("f64"), s.local("f64")];
  first.set(s.number("rowPlaces", entry.get));
  place.set(first.get);
  past.set(s.sum(place.get, length));
  source.set(start);
  factor.set(s.load("f64.load", place.get, l));
  sum.set(s.f64(0));
  s.upTo(place, past.get, 8, () => {
    scaled.set(s.load("f64.load", source.get, bar));
    const product = s.op("f64.mul", scaled.get, factor.get);
    s.store("f64.store", place.get, bar, s.op("f64.sub", s.load("f64.load", place.get, bar), product));
    sum.set(s.op("f64.add", sum.get, s.op("f64.mul", scaled.get, s.load("f64.load", place.get, l))));
    s.increase(source, 8);
  });
  s.store("f64.store", first.get, bar, s.op("f64.sub", s.load("f64.load", first.get, bar), sum.get));
  s.increase(entry, 4);
}

/**
 * For the entries of a run: tail's adjoint -= column's adjoint · first element, first element's adjoint -= column's adjoint ·
 * tail, with the column's first rows in locals.
 */
function passKept(
  code: FunctionBuilder,
  s: SparseCode,
  { l, bar }: Factor,
  start: Push,
  entry: Variable,
  end: Push,
  rows: number,
): void {
  const pairs = pairsOf(code, rows);
  const column = pairs.map(() => s.local("v128"));
  const [place, factor, sum, zero] = [s.local("i32"), s.local("v128"), s.local("v128"), s.local("v128")];
  zero.set(s.op("f64x2.splat", s.f64(0)));
  pairs.forEach((pair, h) => column[h]!.set(pair.load(start, bar)));
  s.upTo(entry, end, 4, () => {
    place.set(s.number("rowPlaces", entry.get));
    factor.set(s.load("v128.load64_splat", place.get, l));
    const products = pairs.map((pair, h) => s.op("f64x2.mul", column[h]!.get, pair.load(place.get, l)));
    sum.set(products.reduce((total, product) => s.op("f64x2.add", total, product)));
    pairs.forEach((pair, h) => {
      const product = s.op("f64x2.mul", column[h]!.get, factor.get);
      const rest = s.op("f64x2.sub", pair.load(place.get, bar), product);
      pair.store(place.get, bar, h === 0 ? s.op("f64x2.sub", rest, first(code, s, zero, sum)) : rest);
    });
  });
}

/** The sum of both lanes as the first lane of a pair. */
function first(code: FunctionBuilder, s: SparseCode, zero: Variable, sum: Variable): Push {
  return () => {
    zero.get();
    s.op("f64.add", s.lane(sum.get, 0), s.lane(sum.get, 1))();
    code.lane("f64x2.replace_lane", 0);
  };
}

/** The same for tails of any length, two entries at once. */
function passLong(
  code: FunctionBuilder,
  s: SparseCode,
  { l, bar }: Factor,
  start: Push,
  entry: Variable,
  end: Push,
  length: Push,
): void {
  const [row, column] = [s.local("i32"), s.local("v128")];
  const pass = (count: number) => {
    const places = Array.from({ length: count }, () => s.local("i32"));
    const factors = places.map(() => s.local("v128"));
    const sums = places.map(() => s.local("v128"));
    places.forEach((place, k) => place.set(s.number("rowPlaces", entry.get, 4 * k)));
    factors.forEach((factor, k) => factor.set(s.load("v128.load64_splat", places[k]!.get, l)));
    for (const sum of sums) sum.set(s.op("f64x2.splat", s.f64(0)));
    row.set(s.i32(0));
    const step = (rows: 1 | 2) => {
      const [pair] = pairsOf(code, rows);
      column.set(pair!.load(s.sum(start, row.get), bar));
      places.forEach((place, k) => {
        const at = s.sum(place.get, row.get);
        const product = s.op("f64x2.mul", column.get, factors[k]!.get);
        pair!.store(at, bar, s.op("f64x2.sub", pair!.load(at, bar), product));
        sums[k]!.set(s.op("f64x2.add", sums[k]!.get, s.op("f64x2.mul", column.get, pair!.load(at, l))));
      });
    };
    s.upTo(row, s.op("i32.sub", length, s.i32(8)), 16, () => step(2));
    s.when(s.op("i32.lt_s", row.get, length), () => step(1));
    places.forEach((place, k) => {
      const sum = s.op("f64.add", s.lane(sums[k]!.get, 0), s.lane(sums[k]!.get, 1));
      s.store("f64.store", place.get, bar, s.op("f64.sub", s.load("f64.load", place.get, bar), sum));
    });
  };
  s.upTo(entry, s.op("i32.sub", end, s.i32(4)), 8, () => pass(2));
  s.upTo(entry, end, 4, () => pass(1));
}

/** The same for tails whose rows are looked up. */
function passScattered(s: SparseCode, { l, bar, column }: Factor, entry: Variable, end: Push): void {
  const [place, past] = [s.local("i32"), s.local("i32")];
  const [factor, scaled, sum] = [s.local("f64"), s.local("f64"), s.local("f64")];
  s.upTo(entry, end, 4, () => {
    place.set(s.number("rowPlaces", entry.get));
    past.set(s.endOfColumn(s.number("rowColumns", entry.get)));
    factor.set(s.load("f64.load", place.get, l));
    sum.set(s.f64(0));
    s.each(place.get, 0, past.get, (p, row) => {
      scaled.set(s.load("f64.load", row, column));
      const product = s.op("f64.mul", scaled.get, factor.get);
      s.store("f64.store", p, bar, s.op("f64.sub", s.load("f64.load", p, bar), product));
      sum.set(s.op("f64.add", sum.get, s.op("f64.mul", scaled.get, s.load("f64.load", p, l))));
    });
    s.store("f64.store", place.get, bar, s.op("f64.sub", s.load("f64.load", place.get, bar), sum.get));
  });
}
