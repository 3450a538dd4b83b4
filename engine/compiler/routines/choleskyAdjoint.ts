/**
 * Adjoint of the Cholesky factor: the factorisation's steps run backwards (Murray 2016, arXiv:1602.07527, section 5).
 * Since the factor reads the lower triangle alone, so is the adjoint lower triangular.
 */
import type { Routine } from "./Routine.js";
import { scalarCode, type Push } from "./scalarCode.js";

/** Sizes: n. Inputs: L and the adjoint of L (n × n). Output: the adjoint of A (n × n), zero above the diagonal. */
export const choleskyAdjoint: Routine = {
  outputLength: ([n]) => n! * n!,
  inputLengths: ([n]) => [n! * n!, n! * n!],

  interpret([size], [l, lBar], aBar) {
    const n = size!;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) aBar[i * n + j] = j <= i ? lBar![i * n + j]! : 0;
    for (let j = n - 1; j >= 0; j--) {
      const pivot = l![j * n + j]!;
      for (let i = j + 1; i < n; i++) {
        const t = aBar[i * n + j]! / pivot;
        aBar[i * n + j] = t;
        aBar[j * n + j]! -= l![i * n + j]! * t;
        for (let k = 0; k < j; k++) {
          aBar[i * n + k]! -= t * l![j * n + k]!;
          aBar[j * n + k]! -= t * l![i * n + k]!;
        }
      }
      const half = aBar[j * n + j]! / (2 * pivot);
      aBar[j * n + j] = half;
      for (let k = 0; k < j; k++) aBar[j * n + k]! -= 2 * half * l![j * n + k]!;
    }
  },

  emit(code, [size], [l, lBar], aBar) {
    const n = size!;
    const s = scalarCode(code);
    const L = (i: Push, j: Push) => s.load(l!, s.at(i, n, j));
    const A = (i: Push, j: Push) => s.load(aBar, s.at(i, n, j));
    const subtract = (i: Push, j: Push, value: Push) =>
      s.store(aBar, s.at(i, n, j), s.arithmetic("sub", A(i, j), value));
    code.zero(aBar, 8 * n * n);
    s.loop(s.whole(0), s.whole(n), (i) =>
      s.loop(s.whole(0), s.plus(i, s.whole(1)), (j) => s.store(aBar, s.at(i, n, j), s.load(lBar!, s.at(i, n, j)))),
    );
    s.loopDown(0, n, (j) => {
      s.loop(s.plus(j, s.whole(1)), s.whole(n), (i) => {
        const t = s.variable(s.arithmetic("div", A(i, j), L(j, j)));
        s.store(aBar, s.at(i, n, j), t.get);
        subtract(j, j, s.arithmetic("mul", L(i, j), t.get));
        s.loop(s.whole(0), j, (k) => {
          subtract(i, k, s.arithmetic("mul", t.get, L(j, k)));
          subtract(j, k, s.arithmetic("mul", t.get, L(i, k)));
        });
        t.release();
      });
      const pivot = s.variable(s.arithmetic("div", A(j, j), L(j, j)));
      s.store(
        aBar,
        s.at(j, n, j),
        s.arithmetic("mul", () => void code.f64(0.5), pivot.get),
      );
      s.loop(s.whole(0), j, (k) => subtract(j, k, s.arithmetic("mul", pivot.get, L(j, k))));
      pivot.release();
    });
  },
};
