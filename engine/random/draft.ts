/** Draft: polar method. */
import { log } from "../math/log.js";
export function normalQuantileDraft(uniform: () => number): number {
  for (;;) {
    const u = 2 * uniform() - 1,
      v = 2 * uniform() - 1,
      s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}
