/** Sums over observations with their standard errors. */
import { mean } from "../moments.js";
import type { Reason } from "../statistic.js";
import type { Estimate } from "./Elpd.js";

/**
 * The sum of what observations give, with the standard error √n sd, where sd has the denominator n - 1 as in R's `loo`
 * (ArviZ takes n). NaN with the reason of the first observation that has one.
 *
 * @example estimateOf(Float64Array.of(-1, -2, -3)) // { value: -6, se: 1.732… }
 */
export function estimateOf(pointwise: Float64Array, reasons: ReadonlyMap<number, Reason> = new Map()): Estimate {
  const n = pointwise.length;
  if (n === 0) return { value: NaN, se: NaN, reason: "noDraws" };
  const center = mean(pointwise);
  if (Number.isNaN(center)) return { value: NaN, se: NaN, reason: reasonOf(pointwise, reasons) };
  if (n === 1) return { value: center, se: NaN, reason: "oneObservation" };
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (pointwise[i] - center) * (pointwise[i] - center);
  return { value: sumOf(pointwise), se: Math.sqrt((n * squares) / (n - 1)) };
}

/** Plain sum. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** The same estimate times a number. */
export function scaled({ value, se, reason }: Estimate, factor: number): Estimate {
  const changed = { value: factor * value, se: Math.abs(factor) * se };
  return reason === undefined ? changed : { ...changed, reason };
}

function reasonOf(pointwise: Float64Array, reasons: ReadonlyMap<number, Reason>): Reason {
  const first = pointwise.findIndex((x) => Number.isNaN(x));
  return reasons.get(first) ?? "nonfinite";
}
