/** How often central intervals hold the truth, by its ranks. */

/** One interval, over all simulations. */
export interface Coverage {
  /** Probability that was asked for. */
  readonly level: number;
  /** Probability of the interval between whole ranks that is nearest to it: what a calibrated posterior has. */
  readonly expected: number;
  /** Share of simulations in which it holds the truth. */
  readonly share: number;
  /** Standard error of the share where the posterior is calibrated, √(expected (1 - expected)/simulations). */
  readonly error: number;
}

/**
 * Coverage of central intervals: those that leave out as many of the lowest ranks as of the highest.
 *
 * @param ranks whole numbers from 0 to `most`
 * @example rankCoverage(ranks, 99, [0.9]) // [{ level: 0.9, expected: 0.9, share: 0.885, error: 0.021 }]
 */
export function rankCoverage(
  ranks: ArrayLike<number>,
  most: number,
  levels: readonly number[] = [0.5, 0.8, 0.9, 0.95],
): readonly Coverage[] {
  return levels.map((level) => {
    const left = Math.round(((1 - level) / 2) * (most + 1));
    const expected = (most + 1 - 2 * left) / (most + 1);
    let held = 0;
    for (let i = 0; i < ranks.length; i++) if (ranks[i] >= left && ranks[i] <= most - left) held++;
    return {
      ...{ level, expected, share: held / ranks.length },
      error: Math.sqrt((expected * (1 - expected)) / ranks.length),
    };
  });
}
