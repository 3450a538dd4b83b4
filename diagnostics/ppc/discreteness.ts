/** Whether a smooth curve can stand for some numbers, or whether they sit on few values. */

/** How numbers share values. */
export interface Discreteness {
  /** Number of distinct finite values. */
  readonly distinct: number;
  /** The most frequent value, and the share of the numbers that equal it. */
  readonly mode: number;
  readonly modeShare: number;
  /** A density would smooth over what matters: steps between few values, or a heap on one. */
  readonly misleads: boolean;
}

/**
 * Looks for ties. A density misleads where fewer than a fifth of at least 20 numbers are distinct and they have at most 30 values, or
 * where one value holds more than a tenth of them: rounding alone, such as times in whole milliseconds, passes.
 *
 * @example discreteness([0, 0, 0, 1.5, 2.5]).modeShare // 0.6
 */
export function discreteness(values: ArrayLike<number>): Discreteness {
  const counts = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    total++;
    counts.set(values[i], (counts.get(values[i]) ?? 0) + 1);
  }
  let [mode, most] = [NaN, 0];
  for (const [value, times] of counts) if (times > most) [mode, most] = [value, times];
  const modeShare = total === 0 ? 0 : most / total;
  const few = counts.size <= 30 && counts.size < total / 5;
  return { distinct: counts.size, mode, modeShare, misleads: total >= 20 && (few || modeShare > 0.1) };
}
