/** The adjoint of the sparse Cholesky factor: the factorisation's steps run backwards. */
import { factoriseAdjoint } from "../../math/sparse/factorise.js";
import { structureOf } from "../../math/sparse/factorTable.js";
import type { Push, Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import { pairsOf } from "./pairsOf.js";
import type { Routine } from "./Routine.js";
import { factorLength, sizesOf, sparseCode, tableBounds, tableLengthOf, type SparseCode } from "./sparseCode.js";

/** Aligned entries of a column that are gone through in locals. */
const keptRows = 6;
/** Entries of a longer column that are gone through at once. */
const together = 4;

/**
 * Sizes: n, entries, factorEntries. Inputs: what `sparseCholesky` gave, the adjoint of L (factorEntries), the table. Output:
 * the adjoint of the entries of A, then room for one of L (factorEntries, and as much again that no table leads out of) and
 * for a column (n).
 */
export const sparseCholeskyAdjoint: Routine = {
  outputLength: ([n, e, f]) => e! + 2 * f! + n!,
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
    const factor: Factor = { l: l!, bar, column: bar + 16 * factorEntries };
    code.copy(bar, lBar!, 8 * factorEntries);
    const [place, past, length] = [s.local("i32"), s.local("i32"), s.local("i32")];
    const [reciprocal, slope, scaled] = [s.local("f64"), s.local("f64"), s.local("f64")];
    const finish = (at: Push, further: number, adjoint: Push, value: Push) => {
      scaled.set(s.op("f64.mul", adjoint, reciprocal.get));
      s.store("f64.store", at, bar + further, scaled.get);
      slope.set(s.op("f64.sub", slope.get, s.op("f64.mul", value, scaled.get)));
    };
    const kept = Array.from({ length: keptRows }, () => ({ value: s.local("f64"), adjoint: s.local("f64") }));

    s.eachColumn("down", (j, start, end) => {
      reciprocal.set(s.load("f64.load", j, l! + 8 * factorEntries));
      slope.set(s.load("f64.load", start, bar));
      place.set(s.sum(start, s.i32(8)));
      past.set(s.number("alignedStart", s.half(j)));
      s.upTo(place, past.get, 8, () =>
        finish(place.get, 0, s.load("f64.load", place.get, bar), s.load("f64.load", place.get, l!)),
      );
      place.set(past.get);
      s.upTo(place, s.op("i32.sub", end, s.i32(8 * keptRows)), 8 * together, () =>
        pullLong(code, s, factor, place.get, end, finish),
      );
      length.set(s.op("i32.sub", end, place.get));
      s.byLength(length.get, keptRows, (rows) => pullKept(s, factor, place.get, kept.slice(0, rows), finish));
      const half = s.op("f64.mul", s.f64(0.5), slope.get);
      s.store("f64.store", start, bar, s.op("f64.mul", half, reciprocal.get));

      place.set(s.half(s.number("othersStart", s.half(j))));
      past.set(s.endOfRow(j));
      s.when(s.op("i32.lt_s", place.get, past.get), () => {
        s.each(start, 0, end, (p, row) => s.store("f64.store", row, factor.column, s.load("f64.load", p, bar)));
        pushScattered(s, factor, place, past.get);
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

/** Of an entry at a place, plus some bytes, its adjoint before the column is scaled, and its value. */
type Finish = (at: Push, further: number, adjoint: Push, value: Push) => void;

/**
 * What an entry's tail t did in the column c of its row, c −= t · t₀: the tail's adjoint −= c's adjoint · t₀, and t₀'s adjoint
 * −= c's adjoint · t. Here for all of a column's last entries at once, which are in locals with their adjoints.
 */
function pullKept(
  s: SparseCode,
  { l, bar }: Factor,
  place: Push,
  kept: readonly { readonly value: Variable; readonly adjoint: Variable }[],
  finish: Finish,
): void {
  const [changed, slope, product] = [s.local("i32"), s.local("f64"), s.local("f64")];
  kept.forEach(({ value, adjoint }, r) => {
    value.set(s.load("f64.load", place, l + 8 * r));
    adjoint.set(s.load("f64.load", place, bar + 8 * r));
  });
  const less = (of: Variable, by: Push) => of.set(s.op("f64.sub", of.get, by));
  kept.forEach((first, u) => {
    changed.set(columnAt(s, place, 8 * u));
    kept.slice(u).forEach((entry, i) => {
      slope.set(s.load("f64.load", changed.get, bar + 8 * i));
      product.set(s.op("f64.mul", slope.get, first.value.get));
      less(entry.adjoint, product.get);
      less(first.adjoint, i === 0 ? product.get : s.op("f64.mul", slope.get, entry.value.get));
    });
  });
  kept.forEach(({ value, adjoint }, r) => finish(place, 8 * r, adjoint.get, value.get));
}

/** Where the column begins that the tail of an entry changes, of an entry at a place plus some bytes. */
function columnAt(s: SparseCode, place: Push, further: number): Push {
  return s.number("columnStart", s.half(s.number("rowIndex", s.half(place), further / 2)));
}

/** The same for the next entries of a long column. */
function pullLong(
  code: FunctionBuilder,
  s: SparseCode,
  { l, bar }: Factor,
  place: Push,
  end: Push,
  finish: Finish,
): void {
  const entries = Array.from({ length: together }, () => ({
    value: s.local("f64"),
    adjoint: s.local("f64"),
    factor: s.local("v128"),
    sum: s.local("v128"),
    changed: s.local("i32"),
  }));
  const [row, tail, change] = [s.local("i32"), s.local("v128"), s.local("v128")];
  const [slope, product] = [s.local("f64"), s.local("f64")];
  entries.forEach(({ value, adjoint, factor, sum, changed }, u) => {
    value.set(s.load("f64.load", place, l + 8 * u));
    adjoint.set(s.load("f64.load", place, bar + 8 * u));
    factor.set(s.op("f64x2.splat", value.get));
    sum.set(s.op("f64x2.splat", s.f64(0)));
    // From a row of this column to the same row of the other.
    changed.set(s.op("i32.sub", columnAt(s, place, 8 * u), s.sum(place, s.i32(8 * u))));
  });
  const less = (of: Variable, by: Push) => of.set(s.op("f64.sub", of.get, by));
  entries.forEach((first, u) =>
    entries.slice(u).forEach((entry, i) => {
      slope.set(s.load("f64.load", s.sum(place, first.changed.get, s.i32(8 * (u + i))), bar));
      product.set(s.op("f64.mul", slope.get, first.value.get));
      less(entry.adjoint, product.get);
      less(first.adjoint, i === 0 ? product.get : s.op("f64.mul", slope.get, entry.value.get));
    }),
  );
  row.set(s.sum(place, s.i32(8 * together)));
  const step = (rows: 1 | 2) => {
    const [pair] = pairsOf(code, rows);
    tail.set(pair!.load(row.get, l));
    const rest = entries.reduce<Push>(
      (left, { factor, sum, changed }) =>
        () => {
          left();
          change.set(pair!.load(s.sum(row.get, changed.get), bar));
          sum.set(s.op("f64x2.add", sum.get, s.op("f64x2.mul", change.get, tail.get)));
          s.op("f64x2.mul", change.get, factor.get)();
          code.op("f64x2.sub");
        },
      pair!.load(row.get, bar),
    );
    pair!.store(row.get, bar, rest);
  };
  s.upTo(row, s.op("i32.sub", end, s.i32(8)), 16, () => step(2));
  s.when(s.op("i32.lt_s", row.get, end), () => step(1));
  entries.forEach(({ value, adjoint, sum }, u) => {
    less(adjoint, s.op("f64.add", s.lane(sum.get, 0), s.lane(sum.get, 1)));
    finish(place, 8 * u, adjoint.get, value.get);
  });
}

/** For the entries of a row that are not aligned, by the column's adjoint that is spread out by row. */
function pushScattered(s: SparseCode, { l, bar, column }: Factor, entry: Variable, end: Push): void {
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
