/** Solutions with a sparse factor, and their adjoint, by the factor's table. */
import { structureOf } from "../../math/sparse/factorTable.js";
import { negativeOuter, solveLower, solveLowerTransposed } from "../../math/sparse/solveFactor.js";
import type { Routine } from "./Routine.js";
import { factorLength, sizesOf, sparseCode, tableBounds, tableLengthOf } from "./sparseCode.js";

/** Mean entries of a column below its diagonal up to which a factor counts as one of short columns. */
const shortColumn = 8;

function hasShortColumns(sizes: readonly number[]): boolean {
  const { size, factorEntries } = sizesOf(sizes);
  return factorEntries - size <= shortColumn * size;
}

/**
 * Sizes: n, entries, factorEntries. Inputs: what `sparseCholesky` gave, b (n) in the order of elimination, the table.
 * Output: L⁻¹b (n).
 */
export const sparseSolveLower: Routine = {
  outputLength: ([n]) => n!,
  inputLengths: (sizes) => [factorLength(sizes), sizes[0]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 ? tableBounds(sizes) : undefined),

  interpret(sizes, [l, b, table], out) {
    solveLower(structureOf(table as Int32Array, sizesOf(sizes)), l!, b!, out);
  },

  emit(code, sizes, [l, b, table], out) {
    const { size, factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const reciprocals = l! + 8 * factorEntries;
    const x = s.local("f64");
    if (hasShortColumns(sizes)) {
      // Sums stay in a local, where by columns each change of a row would wait for the one before it.
      const [entry, past] = [s.local("i32"), s.local("i32")];
      entry.set(s.i32(0));
      s.eachRow((j) => {
        x.set(s.load("f64.load", j, b!));
        past.set(s.endOfRow(j));
        s.upTo(entry, past.get, 4, () => {
          const known = s.load("f64.load", s.number("rowColumns", entry.get), out);
          const product = s.op("f64.mul", s.load("f64.load", s.number("rowPlaces", entry.get), l!), known);
          x.set(s.op("f64.sub", x.get, product));
        });
        s.store("f64.store", j, out, s.op("f64.mul", x.get, s.load("f64.load", j, reciprocals)));
      });
    } else {
      code.copy(out, b!, 8 * size);
      s.eachColumn("up", (j, start, end) => {
        x.set(s.op("f64.mul", s.load("f64.load", j, out), s.load("f64.load", j, reciprocals)));
        s.store("f64.store", j, out, x.get);
        s.each(start, 8, end, (place, row) => {
          const product = s.op("f64.mul", s.load("f64.load", place, l!), x.get);
          s.store("f64.store", row, out, s.op("f64.sub", s.load("f64.load", row, out), product));
        });
      });
    }
    s.release();
  },
};

/**
 * Sizes: n, entries, factorEntries. Inputs: what `sparseCholesky` gave, b (n) in the order of elimination, the table.
 * Output: L⁻ᵀb (n).
 */
export const sparseSolveLowerTransposed: Routine = {
  ...sparseSolveLower,

  interpret(sizes, [l, b, table], out) {
    solveLowerTransposed(structureOf(table as Int32Array, sizesOf(sizes)), l!, b!, out);
  },

  emit(code, sizes, [l, b, table], out) {
    const { factorEntries } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const reciprocals = l! + 8 * factorEntries;
    const [x, place, pair] = [s.local("f64"), s.local("i32"), s.local("v128")];
    const rowAt = (further: number) => s.number("rowIndex", s.half(place.get), further);
    const known = () => {
      rowAt(4)();
      s.load("v128.load64_zero", rowAt(0), out)();
      code.memoryLane("v128.load64_lane", out, 1);
    };
    s.eachColumn("down", (j, start, end) => {
      x.set(s.load("f64.load", j, b!));
      place.set(s.sum(start, s.i32(8)));
      if (!hasShortColumns(sizes)) {
        // Two sums, since an addition waits for the one before it.
        pair.set(s.op("f64x2.splat", s.f64(0)));
        s.upTo(place, s.op("i32.sub", end, s.i32(8)), 16, () =>
          pair.set(s.op("f64x2.add", pair.get, s.op("f64x2.mul", s.load("v128.load", place.get, l!), known))),
        );
        x.set(s.op("f64.sub", x.get, s.op("f64.add", s.lane(pair.get, 0), s.lane(pair.get, 1))));
      }
      s.each(place.get, 0, end, (place, row) => {
        const product = s.op("f64.mul", s.load("f64.load", place, l!), s.load("f64.load", row, out));
        x.set(s.op("f64.sub", x.get, product));
      });
      s.store("f64.store", j, out, s.op("f64.mul", x.get, s.load("f64.load", j, reciprocals)));
    });
    s.release();
  },
};

/**
 * Sizes: n, entries, factorEntries, and how many products are added up if not one. Inputs: u (n), v (n) for each of them, the
 * table. Output: −Σ u vᵀ at the places of L.
 */
export const sparseOuter: Routine = {
  outputLength: ([, , f]) => f!,
  inputLengths: (sizes) => [...Array.from({ length: 2 * products(sizes) }, () => sizes[0]!), tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 * products(sizes) ? tableBounds(sizes) : undefined),

  interpret(sizes, inputs, out) {
    const structure = structureOf(inputs.at(-1) as Int32Array, sizesOf(sizes));
    negativeOuter(structure, inputs[0]!, inputs[1]!, out);
    for (let k = 1; k < products(sizes); k++) {
      negativeOuter(structure, inputs[2 * k]!, inputs[2 * k + 1]!).forEach((value, p) => (out[p]! += value));
    }
  },

  emit(code, sizes, inputs, out) {
    const s = sparseCode(code, sizes, inputs.at(-1)!);
    const pairs = Array.from({ length: products(sizes) }, (_, k) => ({
      u: inputs[2 * k]!,
      v: inputs[2 * k + 1]!,
      across: s.local("f64"),
    }));
    s.eachColumn("up", (j, start, end) => {
      for (const { v, across } of pairs) across.set(s.op("f64.neg", s.load("f64.load", j, v)));
      s.each(start, 0, end, (place, row) => {
        const terms = pairs.map(({ u, across }) => s.op("f64.mul", s.load("f64.load", row, u), across.get));
        const sum = terms.reduce((sum, term) => s.op("f64.add", sum, term));
        s.store("f64.store", place, out, sum);
      });
    });
    s.release();
  },
};

function products(sizes: readonly number[]): number {
  return sizes[3] ?? 1;
}
