/** Product of two dense matrices, either of them transposed. */
import type { Routine } from "./Routine.js";
import { scalarCode, type Push } from "./scalarCode.js";

/**
 * Sizes: n, k, m, then 1 where A is stored transposed (k × n), then 1 where B is (m × k).
 * Inputs: A (n × k), B (k × m). Output: AB (n × m).
 */
export const matMul: Routine = {
  outputLength: ([n, , m]) => n! * m!,
  inputLengths: ([n, k, m]) => [n! * k!, k! * m!],

  interpret([n, k, m, transposeA, transposeB], [a, b], c) {
    for (let i = 0; i < n!; i++) {
      for (let j = 0; j < m!; j++) {
        let sum = 0;
        for (let l = 0; l < k!; l++) {
          sum += a![transposeA ? l * n! + i : i * k! + l]! * b![transposeB ? j * k! + l : l * m! + j]!;
        }
        c[i * m! + j] = sum;
      }
    }
  },

  emit(code, [n, k, m, transposeA, transposeB], [a, b], c) {
    const s = scalarCode(code);
    const A = (i: Push, l: Push) => s.load(a!, transposeA ? s.at(l, n!, i) : s.at(i, k!, l));
    const B = (l: Push, j: Push) => s.load(b!, transposeB ? s.at(j, k!, l) : s.at(l, m!, j));
    s.loop(s.whole(0), s.whole(n!), (i) =>
      s.loop(s.whole(0), s.whole(m!), (j) => {
        const sum = s.variable(() => void code.f64(0));
        s.loop(s.whole(0), s.whole(k!), (l) =>
          sum.assign(s.arithmetic("add", sum.get, s.arithmetic("mul", A(i, l), B(l, j)))),
        );
        s.store(c, s.at(i, m!, j), sum.get);
        sum.release();
      }),
    );
  },
};
