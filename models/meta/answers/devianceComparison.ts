/** The residual deviance of two models of the same data, point by point: the dev-dev plot. */
import { UserError } from "../../../engine/core/UserError.js";
import { controlledMean, type MeanOf } from "./controlledMean.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { deviancePoints } from "./deviancePoints.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";

export interface DeviancePair {
  /** `study 4: B`, or the study for its contrasts. */
  readonly label: string;
  readonly study: string;
  /** How many data points it counts for. */
  readonly data_points: number;
  /** Over draws, under each model. */
  readonly first: EffectSummary;
  readonly second: EffectSummary;
  /** Posterior mean under the first model minus that under the second: above 0 where the second fits better. */
  readonly difference: number;
}

export interface DevianceComparison {
  readonly points: readonly DeviancePair[];
  /** Total posterior mean deviance under the first model minus that under the second. */
  readonly difference: number;
}

export interface DevianceComparisonOptions {
  /** Of each fit, functions of its draws with posterior mean 0, by which means become more exact. */
  readonly controls?: readonly [readonly Float64Array[], readonly Float64Array[]];
}

/**
 * Posterior deviance of each data point under two models, usually consistency and unrelated mean effects: points that fit much better under the
 * second are where evidence disagrees (Dias et al. 2013, Medical Decision Making 33, 641-656). The fits are independent, so their draws are not paired.
 *
 * @throws UserError when the fits are not of the same arms and contrasts.
 * @example
 * devianceComparison(consistency, unrelated).points.filter(({ difference }) => difference > 1);
 */
export function devianceComparison(
  first: FittedNetwork,
  second: FittedNetwork,
  options: DevianceComparisonOptions = {},
): DevianceComparison {
  const [meanOfFirst, meanOfSecond] = (options.controls ?? [[], []]).map(controlledMean) as [MeanOf, MeanOf];
  const others = new Map(deviancePoints(second).map((point) => [point.point.label, point]));
  const ones = deviancePoints(first);
  const missing = ones.find(({ point: { label, kind } }) => others.get(label)?.point.kind !== kind);
  if (missing || others.size !== ones.length) {
    const what = missing ? `"${missing.point.label}" is in the first only` : "the second has more of them";
    throw new UserError(
      `the fits to compare must be of the same arms and contrasts, but ${what}: fit both to one table.`,
    );
  }
  const points = ones.map(({ point, deviance }): DeviancePair => {
    const other = others.get(point.label)!.deviance;
    const a = { ...summariseDraws(deviance), mean: meanOfFirst(deviance) };
    const b = { ...summariseDraws(other), mean: meanOfSecond(other) };
    const study = first.network.studies[point.study]!.name;
    return { label: point.label, study, data_points: point.size, first: a, second: b, difference: a.mean - b.mean };
  });
  return { points, difference: points.reduce((sum, { difference }) => sum + difference, 0) };
}
