/** A draw of a count whose probabilities rise to a mode and fall from it as a log-concave sequence. */
import type { Rng } from "../../core/Rng.js";
import { exp } from "../../math/exp.js";
import { expm1 } from "../../math/expm1.js";
import { log } from "../../math/log.js";

/**
 * A draw of a whole number n, 0 or above, with probability proportional to e^logWeight(n), by rejection: around the mode nothing is above
 * it, and beyond a point nothing is above the line through it and the mode, the logarithm being concave (as Devroye 1986, Non-Uniform
 * Random Variate Generation, chapter VII.2, has it for densities). About two tries.
 * NaN where the mode has no weight.
 */
export function drawLogConcave(rng: Rng, mode: number, logWeight: (n: number) => number): number {
  const top = logWeight(mode);
  if (!Number.isFinite(top)) return NaN;
  const last = pointBeyond(1, mode, top, logWeight);
  const first = pointBeyond(-1, mode, top, logWeight);
  const middle = last.n - first.n + 1;
  for (;;) {
    const u = rng.uniform() * (first.tail + middle + last.tail);
    const inMiddle = u < middle;
    const side = u < middle + last.tail ? last : first;
    const steps = inMiddle ? 0 : 1 + Math.floor(-log(rng.uniform()) / side.slope);
    const n = inMiddle ? first.n + Math.floor(u) : side.n + (side === last ? steps : -steps);
    if (n < 0) continue;
    const logBound = inMiddle ? 0 : -side.slope * Math.abs(n - mode);
    if (log(rng.uniform()) + logBound <= logWeight(n) - top) return n;
  }
}

interface Side {
  readonly n: number;
  /** By how much the bound falls with each count beyond. */
  readonly slope: number;
  /** What the bound adds up to beyond. */
  readonly tail: number;
}

/** A point to one side of the mode where the weight is well below it, or the end of all counts. */
function pointBeyond(direction: number, mode: number, top: number, logWeight: (n: number) => number): Side {
  let away = 1;
  for (;;) {
    const n = mode + direction * away;
    if (n < 0) return { n: 0, slope: 1, tail: 0 };
    const fall = top - logWeight(n);
    // A mode too large to be counted from.
    if (fall >= 1 || !(away < 1e300)) {
      const slope = fall / away;
      return { n, slope, tail: exp(-slope * (away + 1)) / -expm1(-slope) };
    }
    away *= 2;
  }
}
