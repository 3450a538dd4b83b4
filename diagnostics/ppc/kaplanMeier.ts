/** The share of times that lie beyond each time, where some are known only to be longer than they were watched. */

/** A curve that starts at 1 and steps down at each time at which something ended. */
export interface SurvivalCurve {
  /** Distinct times of ends, ascending. */
  readonly time: Float64Array;
  /** Share that lasts beyond each time. */
  readonly survival: Float64Array;
  /** Those still watched just before it, and those that ended at it, by weight. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  /** Times at which watching ended before the event did, ascending, with repeats. */
  readonly censored: Float64Array;
}

/**
 * The product-limit estimate (Kaplan and Meier 1958, Journal of the American Statistical Association 53, 457-481). Who is censored at
 * the time of an event was still at risk at it. Times that are not finite are left out.
 *
 * @param censored 1 where the time is censored on the right, 0 where it is known; all are known where it is left out
 * @param weights weights of the times, 1 for all where left out
 * @example kaplanMeier([1, 2, 3], [0, 1, 0]).survival // 2/3 after 1, 0 after 3
 */
export function kaplanMeier(
  times: ArrayLike<number>,
  censored?: ArrayLike<number>,
  weights?: ArrayLike<number>,
): SurvivalCurve {
  const order = Array.from({ length: times.length }, (_, i) => i)
    .filter((i) => Number.isFinite(times[i]))
    .sort((a, b) => times[a] - times[b]);
  const weightOf = (i: number): number => (weights === undefined ? 1 : weights[i]);
  const isCensored = (i: number): boolean => censored !== undefined && censored[i] !== 0;
  const total = order.reduce((sum, i) => sum + weightOf(i), 0);
  const rows: { time: number; survival: number; atRisk: number; events: number }[] = [];
  let gone = 0;
  let survival = 1;
  for (let from = 0; from < order.length;) {
    const time = times[order[from]];
    let to = from;
    let events = 0;
    let leaving = 0;
    for (; to < order.length && times[order[to]] === time; to++) {
      leaving += weightOf(order[to]);
      if (!isCensored(order[to])) events += weightOf(order[to]);
    }
    const atRisk = total - gone;
    if (events > 0) {
      // At the last time nobody is left, whatever rounding made of the weights.
      survival *= to === order.length && events === leaving ? 0 : 1 - events / atRisk;
      rows.push({ time, survival, atRisk, events });
    }
    gone += leaving;
    from = to;
  }
  return {
    time: Float64Array.from(rows, (row) => row.time),
    survival: Float64Array.from(rows, (row) => row.survival),
    atRisk: Float64Array.from(rows, (row) => row.atRisk),
    events: Float64Array.from(rows, (row) => row.events),
    censored: Float64Array.from(order.filter(isCensored).map((i) => times[i])),
  };
}

/**
 * The curve's height at a time, after the step that falls on it.
 *
 * @example survivalAt(kaplanMeier([1, 2]), 1) // 0.5
 */
export function survivalAt({ time, survival }: SurvivalCurve, at: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 1 : survival[low - 1];
}
