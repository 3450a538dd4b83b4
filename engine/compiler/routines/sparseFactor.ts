/** Factorisation of a sparse matrix and its adjoint, by a table that says where everything is. */
import { factorise, factoriseAdjoint } from "../../math/sparse/factorise.js";
import { structureOf } from "../../math/sparse/factorTable.js";
import type { Routine } from "./Routine.js";
import { sizesOf, sparseCode, tableLengthOf, tableBounds } from "./sparseCode.js";

/**
 * Sizes: n, entries, factorEntries. Inputs: entries of A, the table of `factorTable`. Output: the values of L, then room for a
 * column (n). Where A is not positive definite a diagonal entry is NaN.
 */
export const sparseCholesky: Routine = {
  outputLength: ([n, , f]) => f! + n!,
  inputLengths: (sizes) => [sizes[1]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 1 ? tableBounds(sizes) : undefined),

  interpret(sizes, [a, table], out) {
    const own = sizesOf(sizes);
    factorise(structureOf(table as Int32Array, own), a!, out.subarray(0, own.factorEntries));
  },

  emit(code, sizes, [a, table], out) {
    const { size, entries, factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const column = out + 8 * factorEntries;
    code.zero(out, 8 * factorEntries);
    s.eachEntry(entries, (entry, target) => {
      code.get(target).get(entry).memory("f64.load", a!).memory("f64.store", out);
    });
    s.eachColumn(size, "up", (j, start, end) => {
      s.each(start, end, (place, row) => {
        code.get(row).get(place).memory("f64.load", out).memory("f64.store", column);
      });
      s.eachLeft(j, (place, last) => {
        const factor = code.local("f64");
        code.get(place).memory("f64.load", out).set(factor);
        s.each(place, last, (p, row) => {
          code.get(row).get(row).memory("f64.load", column);
          code.get(p).memory("f64.load", out).get(factor).op("f64.mul").op("f64.sub");
          code.memory("f64.store", column);
        });
        code.release("f64", factor);
      });
      const reciprocal = code.local("f64");
      code.f64(1);
      s.doubled(j);
      code.memory("f64.load", column).op("f64.sqrt").op("f64.div").set(reciprocal);
      s.each(start, end, (place, row) => {
        code.get(place).get(row).memory("f64.load", column).get(reciprocal).op("f64.mul").memory("f64.store", out);
      });
      code.release("f64", reciprocal);
    });
  },
};

/**
 * Sizes: n, entries, factorEntries. Inputs: L, its adjoint, the table. Output: the adjoint of the entries of A, then room for
 * one of L (factorEntries) and for a column (n).
 */
export const sparseCholeskyAdjoint: Routine = {
  outputLength: ([n, e, f]) => e! + f! + n!,
  inputLengths: (sizes) => [sizes[2]!, sizes[2]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 ? tableBounds(sizes) : undefined),

  interpret(sizes, [l, lBar, table], out) {
    const own = sizesOf(sizes);
    factoriseAdjoint(structureOf(table as Int32Array, own), l!, lBar!, out.subarray(0, own.entries));
  },

  emit(code, sizes, [l, lBar, table], out) {
    const { size, entries, factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const bar = out + 8 * entries;
    const column = bar + 8 * factorEntries;
    code.copy(bar, lBar!, 8 * factorEntries);
    const [reciprocal, slope, scaled] = [code.local("f64"), code.local("f64"), code.local("f64")];
    const below = code.local("i32");
    s.eachColumn(size, "down", (j, start, end) => {
      code.f64(1).get(start).memory("f64.load", l!).op("f64.div").set(reciprocal);
      code.get(start).memory("f64.load", bar).set(slope);
      code.get(start).i32(8).op("i32.add").set(below);
      s.each(below, end, (place, row) => {
        code.get(place).memory("f64.load", bar).get(reciprocal).op("f64.mul").set(scaled);
        code.get(place).get(scaled).memory("f64.store", bar);
        code.get(row).get(scaled).memory("f64.store", column);
        code.get(slope).get(place).memory("f64.load", l!).get(scaled).op("f64.mul").op("f64.sub").set(slope);
      });
      code.f64(0.5).get(slope).op("f64.mul").get(reciprocal).op("f64.mul").set(slope);
      code.get(start).get(slope).memory("f64.store", bar);
      s.doubled(j);
      code.get(slope).memory("f64.store", column);
      s.eachLeft(j, (place, last) => {
        // The two locals are free again.
        const [across, sum] = [reciprocal, slope];
        code.get(place).memory("f64.load", l!).set(across);
        code.f64(0).set(sum);
        s.each(place, last, (p, row) => {
          code.get(row).memory("f64.load", column).set(scaled);
          code.get(p).get(p).memory("f64.load", bar).get(scaled).get(across).op("f64.mul").op("f64.sub");
          code.memory("f64.store", bar);
          code.get(sum).get(scaled).get(p).memory("f64.load", l!).op("f64.mul").op("f64.add").set(sum);
        });
        code.get(place).get(place).memory("f64.load", bar).get(sum).op("f64.sub").memory("f64.store", bar);
      });
    });
    for (const local of [reciprocal, slope, scaled]) code.release("f64", local);
    code.release("i32", below);
    s.eachEntry(entries, (entry, target) => {
      code.get(entry).get(target).memory("f64.load", bar).memory("f64.store", out);
    });
  },
};
