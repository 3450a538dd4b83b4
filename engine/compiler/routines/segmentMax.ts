/** Largest element of each row of a matrix; NaN where a row has one. */
import type { Routine } from "./Routine.js";
import { scalarCode } from "./scalarCode.js";

/** Sizes: rows, columns. Input: rows × columns. Output: rows. */
export const segmentMax: Routine = {
  outputLength: ([rows]) => rows!,
  inputLengths: ([rows, columns]) => [rows! * columns!],

  interpret([rows, columns], [x], out) {
    for (let row = 0; row < rows!; row++) {
      out[row] = -Infinity;
      for (let j = 0; j < columns!; j++) out[row] = Math.max(out[row]!, x![row * columns! + j]!);
    }
  },

  emit(code, [rows, columns], [x], out) {
    const s = scalarCode(code);
    s.loop(s.whole(0), s.whole(rows!), (row) => {
      const largest = s.variable(() => void code.f64(-Infinity));
      s.loop(s.whole(0), s.whole(columns!), (column) =>
        largest.assign(() => {
          largest.get();
          s.load(x!, s.at(row, columns!, column))();
          code.op("f64.max");
        }),
      );
      s.store(out, row, largest.get);
      largest.release();
    });
  },
};
