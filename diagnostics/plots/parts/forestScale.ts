/** The axis of a forest of studies, which a few studies that tell little cannot stretch. */
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import type { IntervalEstimate } from "../IntervalEstimate.js";
import { extentOf, linearScale, logScale, type Scale } from "./axes.js";

/** What an axis of estimates must hold. */
export interface ForestScaleOptions {
  readonly isLog: boolean;
  readonly reference?: number;
  /** Ends of the axis, in place of those found. */
  readonly domain?: readonly [number, number];
  /** Estimates whose interval is never cut, such as pooled ones. */
  readonly whole?: readonly IntervalEstimate[];
}

/** An axis for estimates, given where it lies in pixels. Values beyond are put at its ends. */
export function forestScale(
  estimates: readonly IntervalEstimate[],
  options: ForestScaleOptions,
): (range: readonly [number, number]) => Scale {
  const { isLog, domain = domainOf(estimates, options) } = options;
  return (range) =>
    (isLog ? logScale(domain, range) : linearScale(extentOf(domain), range, options.domain ? 0 : 0.03)).clamp(true);
}

/**
 * All intervals, or all but the widest tenth at either end where these take up more than half of the axis. Estimates themselves, what
 * is pooled, and the reference always lie inside.
 */
function domainOf(
  estimates: readonly IntervalEstimate[],
  { isLog, reference, whole = [] }: ForestScaleOptions,
): readonly [number, number] {
  // Lengths along a logarithmic axis are those of logarithms.
  const place = (value: number): number => (isLog ? (value > 0 ? log(value) : NaN) : value);
  const finite = (values: readonly number[]): number[] =>
    values
      .map(place)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
  const middles = estimates.map(({ estimate }) => estimate);
  const kept = finite([...middles, ...whole.flatMap(({ low, high }) => [low, high]), reference ?? NaN]);
  const lows = finite(estimates.map(({ low }) => low));
  const highs = finite(estimates.map(({ high }) => high)).reverse();
  const all = extentOf([...kept, ...lows, ...highs]);
  const skipped = (n: number): number => (n < 4 ? 0 : Math.ceil(n / 10));
  const inner = extentOf([...kept, ...lows.slice(skipped(lows.length)), ...highs.slice(skipped(highs.length))]);
  const length = inner[1] - inner[0];
  // Room for the arrows of what is cut beside the outermost estimate.
  const cut = [Math.max(all[0], inner[0] - 0.08 * length), Math.min(all[1], inner[1] + 0.08 * length)] as const;
  const [low, high] = all[1] - all[0] > 2 * length ? cut : all;
  return isLog ? [exp(low), exp(high)] : [low, high];
}
