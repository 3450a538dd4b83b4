/** How well two sets of draws are told apart by one variable. */

/**
 * The probability that a draw of the chosen ones is below one of the others, ties counting half (the statistic of Mann & Whitney 1947,
 * divided by the number of pairs): 1/2 where they are alike, 1 where all chosen draws are the lowest.
 *
 * @param all all draws, in any order
 * @param chosen some of them
 */
export function shareBelow(all: Float64Array, chosen: Float64Array): number {
  const others = all.length - chosen.length;
  if (others <= 0 || chosen.length === 0) return NaN;
  const own = Float64Array.from(chosen).sort();
  // Pairs among the chosen are counted too and come to half of all, whatever their order.
  let sum = (-own.length * own.length) / 2;
  for (const value of all) sum += (firstAtLeast(own, value) + firstAbove(own, value)) / 2;
  return sum / (own.length * others);
}

/**
 * Standardised difference from 1/2: how many standard deviations `shareBelow` of a random choice is away from it. Beyond 4 chance is no
 * explanation, also where a few hundred variables are looked at.
 */
export function separationScore(share: number, chosen: number, all: number): number {
  const others = all - chosen;
  const sd = Math.sqrt((chosen + others + 1) / (12 * chosen * others));
  return (share - 0.5) / sd;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
