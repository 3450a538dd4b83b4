/** Running sums along the rows of a matrix. */
import type { Routine } from "./Routine.js";
import { scalarCode } from "./scalarCode.js";

/** Sizes: rows, columns, 1 if exclusive, 1 if from the end. Input and output: rows × columns. */
export const cumulativeSum: Routine = {
  outputLength: ([rows, columns]) => rows! * columns!,
  inputLengths: ([rows, columns]) => [rows! * columns!],

  interpret([rows, columns, exclusive, reverse], [x], out) {
    for (let row = 0; row < rows!; row++) {
      let sum = 0;
      for (let step = 0; step < columns!; step++) {
        const i = row * columns! + (reverse ? columns! - 1 - step : step);
        if (exclusive) out[i] = sum;
        sum += x![i]!;
        if (!exclusive) out[i] = sum;
      }
    }
  },

  emit(code, [rows, columns, exclusive, reverse], [x], out) {
    const s = scalarCode(code);
    s.loop(s.whole(0), s.whole(rows!), (row) => {
      const sum = s.variable(() => void code.f64(0));
      const step = (column: () => void) => {
        const index = s.at(row, columns!, column);
        if (exclusive) s.store(out, index, sum.get);
        sum.assign(s.arithmetic("add", sum.get, s.load(x!, index)));
        if (!exclusive) s.store(out, index, sum.get);
      };
      if (reverse) s.loopDown(0, columns!, step);
      else s.loop(s.whole(0), s.whole(columns!), step);
      sum.release();
    });
  },
};
