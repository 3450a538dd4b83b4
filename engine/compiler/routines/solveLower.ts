/** Solves with a lower triangular matrix or its transpose, by substitution. */
import type { Routine } from "./Routine.js";
import { scalarCode, type Push } from "./scalarCode.js";

/** Sizes: n, m. Inputs: L (n × n, lower), B (n × m). Output: L⁻¹B (n × m). */
export const solveLower: Routine = substitution(false);

/** Sizes: n, m. Inputs: L (n × n, lower), B (n × m). Output: L⁻ᵀB (n × m). */
export const solveLowerTransposed: Routine = substitution(true);

function substitution(transposed: boolean): Routine {
  return {
    outputLength: ([n, m]) => n! * m!,
    inputLengths: ([n, m]) => [n! * n!, n! * m!],

    interpret([n, m], [l, b], x) {
      for (let step = 0; step < n!; step++) {
        const i = transposed ? n! - 1 - step : step;
        for (let column = 0; column < m!; column++) {
          let rest = b![i * m! + column]!;
          for (let k = transposed ? i + 1 : 0; k < (transposed ? n! : i); k++) {
            rest -= l![transposed ? k * n! + i : i * n! + k]! * x[k * m! + column]!;
          }
          x[i * m! + column] = rest / l![i * n! + i]!;
        }
      }
    },

    emit(code, [n, m], [l, b], x) {
      const s = scalarCode(code);
      const row = (i: Push) =>
        s.loop(s.whole(0), s.whole(m!), (column) => {
          const rest = s.variable(s.load(b!, s.at(i, m!, column)));
          const [start, end] = transposed ? [s.plus(i, s.whole(1)), s.whole(n!)] : [s.whole(0), i];
          s.loop(start, end, (k) => {
            const entry = s.load(l!, transposed ? s.at(k, n!, i) : s.at(i, n!, k));
            const product = s.arithmetic("mul", entry, s.load(x, s.at(k, m!, column)));
            rest.assign(s.arithmetic("sub", rest.get, product));
          });
          s.store(x, s.at(i, m!, column), s.arithmetic("div", rest.get, s.load(l!, s.at(i, n!, i))));
          rest.release();
        });
      if (transposed) s.loopDown(0, n!, row);
      else s.loop(s.whole(0), s.whole(n!), row);
    },
  };
}
