/** Lower Cholesky factor of a symmetric positive definite matrix, of which the lower triangle is read. */
import type { Routine } from "./Routine.js";
import { scalarCode } from "./scalarCode.js";

/** Sizes: n. Input: A (n × n). Output: L (n × n), zero above the diagonal; NaN where A is not positive definite. */
export const cholesky: Routine = {
  outputLength: ([n]) => n! * n!,
  inputLengths: ([n]) => [n! * n!],

  interpret([n], [a], l) {
    l.fill(0);
    for (let j = 0; j < n!; j++) {
      for (let i = j; i < n!; i++) {
        let rest = a![i * n! + j]!;
        for (let k = 0; k < j; k++) rest -= l[i * n! + k]! * l[j * n! + k]!;
        l[i * n! + j] = i === j ? Math.sqrt(rest) : rest / l[j * n! + j]!;
      }
    }
  },

  emit(code, [n], [a], l) {
    const s = scalarCode(code);
    code.zero(l, 8 * n! * n!);
    const remainder = (i: () => void, j: () => void) => {
      const rest = s.variable(s.load(a!, s.at(i, n!, j)));
      s.loop(s.whole(0), j, (k) => {
        const product = s.arithmetic("mul", s.load(l, s.at(i, n!, k)), s.load(l, s.at(j, n!, k)));
        rest.assign(s.arithmetic("sub", rest.get, product));
      });
      return rest;
    };
    s.loop(s.whole(0), s.whole(n!), (j) => {
      const square = remainder(j, j);
      s.store(l, s.at(j, n!, j), s.sqrt(square.get));
      square.release();
      s.loop(s.plus(j, s.whole(1)), s.whole(n!), (i) => {
        const rest = remainder(i, j);
        s.store(l, s.at(i, n!, j), s.arithmetic("div", rest.get, s.load(l, s.at(j, n!, j))));
        rest.release();
      });
    });
  },
};
