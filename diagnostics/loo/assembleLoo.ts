/** Leave-one-out cross-validation by importance sampling: its record, and how it is put together from its observations. */
import type { Warning } from "../../engine/core/Warning.js";
import { paretoKThreshold } from "../pareto/paretoKThreshold.js";
import type { Reason } from "../statistic.js";
import type { Elpd, ElpdPointwise, ElpdStatistic } from "./Elpd.js";
import { estimateOf, scaled } from "./estimateOf.js";
import { looWarnings } from "./looWarnings.js";

/** What each observation gives, in their order. */
export interface LooPointwise extends ElpdPointwise {
  /** Shape of the tail of the importance weights that `elpd` was computed with; 0 where the model was fitted again. */
  readonly paretoK: Float64Array;
  /** The same with the draws as they were: how much the posterior changes when the observation is left out. */
  readonly influence: Float64Array;
  /** Independent draws that a draw is worth. */
  readonly relativeEfficiency: Float64Array;
  /** Effective number of draws after weighting. */
  readonly ess: Float64Array;
}

/** {@link Elpd} of leave-one-out cross-validation. */
export interface Loo extends Elpd {
  readonly method: "loo";
  readonly chains: number;
  readonly draws: number;
  /** Up to this Pareto k an observation's numbers are reliable: min(1 - 1/log10(draws), 0.7). */
  readonly threshold: number;
  /** Places of the observations above it, the worst first. */
  readonly unreliable: readonly number[];
  readonly pointwise: LooPointwise;
}

/** What is known before observations are looked at. */
export interface LooFrame {
  readonly chains: number;
  readonly draws: number;
  readonly threshold: number;
  readonly labels?: readonly string[];
  readonly data?: string;
  readonly unit?: NonNullable<Elpd["unit"]>;
}

/** min(1 - 1/log10(draws), 0.7): the first is where draws are just enough, the second where smoothing stops to help. */
export function looThreshold(draws: number): number {
  return Math.min(paretoKThreshold(draws), 0.7);
}

/** The record of sums and warnings over observations that are known one by one. */
export function assembleLoo(frame: LooFrame, pointwise: LooPointwise, reasons: ReadonlyMap<number, Reason>): Loo {
  const elpd = estimateOf(pointwise.elpd, reasons);
  const record = {
    method: "loo" as const,
    ...frame,
    observations: pointwise.elpd.length,
    elpd,
    p: estimateOf(pointwise.p, reasons),
    ic: scaled(elpd, -2),
    mcse: totalError(pointwise, frame.threshold, reasons),
    unreliable: above(pointwise.paretoK, frame.threshold),
    pointwise,
    reasons,
    warnings: [] as readonly Warning[],
  };
  return { ...record, warnings: looWarnings(record) };
}

/** Observations whose k is above the threshold, the worst first. */
function above(paretoK: Float64Array, threshold: number): number[] {
  const places: number[] = [];
  paretoK.forEach((k, i) => {
    if (k > threshold) places.push(i);
  });
  return places.sort((a, b) => (paretoK[a] === paretoK[b] ? a - b : paretoK[a] > paretoK[b] ? -1 : 1));
}

/** Errors of observations are taken for independent, as in R's `loo`; of averages that do not settle there is none. */
function totalError(
  { mcse, paretoK }: LooPointwise,
  threshold: number,
  reasons: ReadonlyMap<number, Reason>,
): ElpdStatistic {
  if (mcse.length === 0) return { value: NaN, reason: "noDraws" };
  let squares = 0;
  for (let i = 0; i < mcse.length; i++) {
    if (paretoK[i] > threshold) return { value: NaN, reason: "highParetoK" };
    if (Number.isNaN(mcse[i])) return { value: NaN, reason: reasons.get(i) ?? "nonfinite" };
    squares += mcse[i] * mcse[i];
  }
  return { value: Math.sqrt(squares) };
}
