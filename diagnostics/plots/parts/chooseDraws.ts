/** Chooses the draws that a figure shows when there are more than it can hold. */

/** Draws to show, by their numbers from 0 through all chains one after another. */
export interface ChosenDraws {
  readonly plain: readonly number[];
  readonly divergent: readonly number[];
  /** How many there are of each in all. */
  readonly total: number;
  readonly totalDivergent: number;
}

/** How many draws a figure has room for. */
export interface DrawLimits {
  /** Draws that did not diverge. */
  readonly plain: number;
  readonly divergent: number;
}

/**
 * Evenly spaced draws, and of the divergent ones all that `limits` allow: these are few, and they are what is looked for.
 *
 * @param chains the draws of one variable, by chain: only their lengths matter
 * @param divergent 1 where the draw diverged, by chain; none diverged where it is absent
 */
export function chooseDraws(
  chains: readonly ArrayLike<number>[],
  divergent: readonly ArrayLike<number>[] = [],
  limits: DrawLimits = { plain: 500, divergent: 200 },
): ChosenDraws {
  const plain: number[] = [];
  const diverged: number[] = [];
  let number = 0;
  chains.forEach((chain, k) => {
    for (let i = 0; i < chain.length; i++) (divergent[k]?.[i] === 1 ? diverged : plain).push(number++);
  });
  return {
    plain: evenly(plain, limits.plain),
    divergent: evenly(diverged, limits.divergent),
    total: plain.length + diverged.length,
    totalDivergent: diverged.length,
  };
}

function evenly(numbers: readonly number[], most: number): readonly number[] {
  if (numbers.length <= most) return numbers;
  return Array.from({ length: most }, (_, i) => numbers[Math.floor(((i + 0.5) * numbers.length) / most)]);
}
