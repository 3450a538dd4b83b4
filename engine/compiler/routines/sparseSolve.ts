/** Solutions with a sparse factor, and their adjoint, by the factor's table. */
import { structureOf } from "../../math/sparse/factorTable.js";
import { negativeOuter, solveLower, solveLowerTransposed } from "../../math/sparse/solveFactor.js";
import type { Routine } from "./Routine.js";
import { sizesOf, sparseCode, tableBounds, tableLengthOf } from "./sparseCode.js";

/** Sizes: n, entries, factorEntries. Inputs: L, b (n) in the order of elimination, the table. Output: L⁻¹b (n). */
export const sparseSolveLower: Routine = {
  outputLength: ([n]) => n!,
  inputLengths: (sizes) => [sizes[2]!, sizes[0]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 ? tableBounds(sizes) : undefined),

  interpret(sizes, [l, b, table], out) {
    solveLower(structureOf(table as Int32Array, sizesOf(sizes)), l!, b!, out);
  },

  emit(code, sizes, [l, b, table], out) {
    const { size } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const [x, below] = [code.local("f64"), code.local("i32")];
    code.copy(out, b!, 8 * size);
    s.eachColumn(size, "up", (j, start, end) => {
      s.doubled(j);
      code.memory("f64.load", out).get(start).memory("f64.load", l!).op("f64.div").set(x);
      s.doubled(j);
      code.get(x).memory("f64.store", out);
      code.get(start).i32(8).op("i32.add").set(below);
      s.each(below, end, (place, row) => {
        code.get(row).get(row).memory("f64.load", out);
        code.get(place).memory("f64.load", l!).get(x).op("f64.mul").op("f64.sub").memory("f64.store", out);
      });
    });
    code.release("f64", x);
    code.release("i32", below);
  },
};

/** Sizes: n, entries, factorEntries. Inputs: L, b (n) in the order of elimination, the table. Output: L⁻ᵀb (n). */
export const sparseSolveLowerTransposed: Routine = {
  ...sparseSolveLower,

  interpret(sizes, [l, b, table], out) {
    solveLowerTransposed(structureOf(table as Int32Array, sizesOf(sizes)), l!, b!, out);
  },

  emit(code, sizes, [l, b, table], out) {
    const { size } = sizesOf(sizes);
    const s = sparseCode(code, sizes, table!);
    const [rest, below] = [code.local("f64"), code.local("i32")];
    s.eachColumn(size, "down", (j, start, end) => {
      s.doubled(j);
      code.memory("f64.load", b!).set(rest);
      code.get(start).i32(8).op("i32.add").set(below);
      s.each(below, end, (place, row) => {
        code.get(rest).get(place).memory("f64.load", l!).get(row).memory("f64.load", out);
        code.op("f64.mul").op("f64.sub").set(rest);
      });
      s.doubled(j);
      code.get(rest).get(start).memory("f64.load", l!).op("f64.div").memory("f64.store", out);
    });
    code.release("f64", rest);
    code.release("i32", below);
  },
};

/** Sizes: n, entries, factorEntries. Inputs: u (n), v (n), the table. Output: −u vᵀ at the places of L. */
export const sparseOuter: Routine = {
  outputLength: ([, , f]) => f!,
  inputLengths: (sizes) => [sizes[0]!, sizes[0]!, tableLengthOf(sizes)],
  integers: (sizes, input) => (input === 2 ? tableBounds(sizes) : undefined),

  interpret(sizes, [u, v, table], out) {
    negativeOuter(structureOf(table as Int32Array, sizesOf(sizes)), u!, v!, out);
  },

  emit(code, sizes, [u, v, table], out) {
    const s = sparseCode(code, sizes, table!);
    const across = code.local("f64");
    s.eachColumn(sizes[0]!, "up", (j, start, end) => {
      s.doubled(j);
      code.memory("f64.load", v!).op("f64.neg").set(across);
      s.each(start, end, (place, row) => {
        code.get(place).get(row).memory("f64.load", u!).get(across).op("f64.mul").memory("f64.store", out);
      });
    });
    code.release("f64", across);
  },
};
