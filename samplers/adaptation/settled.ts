/** Whether warmup is done: whether two stretches, one after the other, are draws of the same distribution, seen whole. */
import { coverage, effectiveDraws, joined, type Stretch } from "./stretch.js";
import { variance, type Welford } from "./welford.js";

/** Draws that both stretches together must have, and independent ones that they must be worth, for every coordinate. */
const FEWEST = 40;
const FEWEST_EFFECTIVE = 12;
/** Squared shift of means allowed, in variances: between two windows of about 8 independent draws, and of 4. */
const SHIFT = 0.25;
const SHIFT_OF_DENSITY = 0.5;
/** Coverage that is wanted of the coordinates on average, and of each. */
const LEAST_MEAN_COVERAGE = 0.7;
const LEAST_COVERAGE = 0.2;

/**
 * Whether two stretches, one after the other, may be taken for draws of the posterior:
 *
 * - they hold 40 draws, none of them divergent, and are worth 12 independent ones for the slowest coordinate and for the log
 *   density: a chain that still wanders has few;
 * - the means of the log density, and on average over coordinates those of positions and gradients, have not shifted;
 * - coordinates and gradients covary as they do under the posterior ({@link coverage}): a chain that has seen but a part
 *   of a coordinate's range falls short.
 */
export function settled(earlier: Stretch, later: Stretch): boolean {
  const both = joined(earlier, later);
  return (
    both.draws.count >= FEWEST &&
    both.divergences === 0 &&
    meanShift(earlier.logDensity, later.logDensity) <= SHIFT_OF_DENSITY &&
    meanShift(earlier.draws, later.draws) <= SHIFT &&
    meanShift(earlier.gradients, later.gradients) <= SHIFT &&
    isCovered(both) &&
    mixes(both)
  );
}

function isCovered(stretch: Stretch): boolean {
  const dimension = stretch.draws.mean.length;
  let sum = 0;
  for (let i = 0; i < dimension; i++) {
    const covered = coverage(stretch, i);
    if (!(covered >= LEAST_COVERAGE)) return false;
    sum += covered;
  }
  return sum >= LEAST_MEAN_COVERAGE * dimension;
}

function mixes(stretch: Stretch): boolean {
  // The log density comes after the last coordinate.
  const { length } = stretch.draws.mean;
  for (let i = 0; i <= length; i++) if (effectiveDraws(stretch, i) < FEWEST_EFFECTIVE) return false;
  return true;
}

/** Mean over coordinates of the squared difference of means, in units of the mean variance. */
function meanShift(earlier: Welford, later: Welford): number {
  const dimension = earlier.mean.length;
  let sum = 0;
  for (let i = 0; i < dimension; i++) {
    const difference = earlier.mean[i] - later.mean[i];
    sum += (2 * difference * difference) / (variance(earlier, i) + variance(later, i));
  }
  return sum / dimension;
}
