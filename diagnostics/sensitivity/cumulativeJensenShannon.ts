/** How far weights move the distribution of draws. */
import { log } from "../../engine/math/log.js";

const ln2 = Math.LN2;

/**
 * The cumulative Jensen-Shannon distance (Nguyen and Vreeken 2015; as normalised by Kallioinen, Paananen, Bürkner and Vehtari 2024,
 * Statistics and Computing 34:57, section 3.2) between draws with equal weights and the same draws weighted: between 0 and 1. It does not
 * change with the unit. Since distribution functions cumulate from the left, the larger of the distances of x and -x is taken.
 *
 * @param sorted ascending draws, not all equal
 * @param weights of these in the same order, with sum 1
 * @example cumulativeJensenShannon(Float64Array.of(1, 2, 3, 4), Float64Array.of(0.1, 0.2, 0.3, 0.4)) // 0.196…
 */
export function cumulativeJensenShannon(sorted: Float64Array, weights: Float64Array): number {
  return Math.max(fromLeft(sorted, weights), fromRight(sorted, weights));
}

function fromLeft(sorted: Float64Array, weights: Float64Array): number {
  const last = sorted.length - 1;
  const sums = new Sums();
  let cumulated = 0;
  for (let i = 0; i < last; i++) {
    cumulated += weights[i];
    sums.add((i + 1) / sorted.length, cumulated, sorted[i + 1] - sorted[i]);
  }
  return sums.distance();
}

/** The same of -x. */
function fromRight(sorted: Float64Array, weights: Float64Array): number {
  const sums = new Sums();
  let cumulated = 0;
  for (let i = sorted.length - 1; i > 0; i--) {
    cumulated += weights[i];
    sums.add((sorted.length - i) / sorted.length, cumulated, sorted[i] - sorted[i - 1]);
  }
  return sums.distance();
}

/** Integrals of two distribution functions P and Q, and of their divergences. */
class Sums {
  #divergence = 0;
  #bound = 0;

  /** A step of the given width on which the functions are p and q. */
  add(p: number, q: number, width: number): void {
    if (width === 0) return;
    const middle = (p + q) / 2;
    this.#divergence += width * (part(p, middle) + part(q, middle));
    this.#bound += width * (p + q);
  }

  /** The terms (∫P - ∫Q)/(2 log 2) of the two divergences cancel in their sum. */
  distance(): number {
    // Rounding may leave a negative divergence where weights are equal.
    return Math.sqrt(Math.max(0, this.#divergence / ln2 / this.#bound));
  }
}

function part(p: number, middle: number): number {
  return p > 0 ? p * log(p / middle) : 0;
}
