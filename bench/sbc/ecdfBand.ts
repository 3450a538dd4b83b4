/** Whether ranks are uniform: how far their cumulative distribution may stray, at all points together. */

/**
 * Probabilities about the cumulative counts of uniform ranks: counts of ranks below 1, 2, …, `bins` − 1 among `size` ranks from
 * 0 to `bins` − 1. At each point the count is binomial; from point to point it is a Markov chain, so what is said of all
 * points together is exact (Säilynoja, Bürkner and Vehtari 2022, Statistics and Computing 32:32, section 2.2).
 */
export interface EcdfBand {
  /** The least two-sided tail probability of the counts of some ranks, over all points. */
  smallestTail(ranks: readonly number[]): number;
  /** Probability that uniform ranks have a smallest tail of at most this. */
  probability(tail: number): number;
  /** Counts that are inside at each point when the smallest tail is above `tail`, the ends included. */
  bounds(tail: number): readonly (readonly [low: number, high: number])[];
}

/** The probabilities for `size` ranks, each one of 0, …, `bins` − 1. */
export function ecdfBand(size: number, bins: number): EcdfBand {
  const logFactorial = new Float64Array(size + 1);
  for (let n = 1; n <= size; n++) logFactorial[n] = logFactorial[n - 1] + Math.log(n);
  const binomial = (k: number, n: number, probability: number): number => {
    if (probability === 1) return k === n ? 1 : 0;
    const choose = logFactorial[n] - logFactorial[k] - logFactorial[n - k];
    return Math.exp(choose + k * Math.log(probability) + (n - k) * Math.log1p(-probability));
  };
  const density = (probability: number) =>
    Float64Array.from({ length: size + 1 }, (_, k) => binomial(k, size, probability));
  // points × (size + 1)
  const tails = Array.from({ length: bins - 1 }, (_, i) => twoSidedTails(density((i + 1) / bins)));
  // Tails rise and fall once: what is inside is a range.
  const inside = (tail: number) =>
    tails.map((point) => {
      const isInside = (probability: number) => probability > tail;
      return [point.findIndex(isInside), point.findLastIndex(isInside)] as const;
    });
  return {
    smallestTail(ranks) {
      const counts = new Int32Array(bins);
      for (const rank of ranks) counts[rank]++;
      let below = 0;
      return tails.reduce((least, point, i) => Math.min(least, point[(below += counts[i])]), 1);
    },
    probability(tail) {
      // chances[r]: of r ranks below this point, and of having been inside at all points before.
      let chances = new Float64Array(size + 1);
      chances[0] = 1;
      inside(tail).forEach(([low, high], i) => {
        const next = new Float64Array(size + 1);
        // Each rank that is not below i is i with this probability.
        const isNext = 1 / (bins - i);
        for (let r = 0; r <= high; r++) {
          if (chances[r] === 0) continue;
          for (let after = Math.max(r, low); after <= high; after++) {
            next[after] += chances[r] * binomial(after - r, size - r, isNext);
          }
        }
        chances = next;
      });
      // Rounding leaves errors of about 1e-11.
      return Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0));
    },
    bounds: inside,
  };
}

/** The widest band that uniform ranks leave with at most this probability, as its smallest tail. */
export function tailOf(band: EcdfBand, probability: number): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (band.probability(middle) <= probability) low = middle;
    else high = middle;
  }
  return low;
}

/** Twice the smaller of the probabilities of at most, and of at least, each count. */
function twoSidedTails(density: Float64Array): Float64Array {
  const atLeast = new Float64Array(density.length + 1);
  for (let k = density.length - 1; k >= 0; k--) atLeast[k] = atLeast[k + 1] + density[k];
  let atMost = 0;
  return density.map((chance, k) => Math.min(1, 2 * Math.min((atMost += chance), atLeast[k])));
}
