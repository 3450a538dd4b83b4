/** How well a network meta-analysis fits its data, and how many parameters that took. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { controlledMean, type MeanOf } from "./controlledMean.js";
import { everyNth, nth } from "./everyNth.js";
import { deviancePoints, type DeviancePoint } from "./deviancePoints.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";

/** An arm, or the contrasts of a study. */
export interface PointFit {
  /** `study 4: B`, or the study for its contrasts. */
  readonly label: string;
  readonly study: string;
  /** Of an arm; null for the contrasts of a study. */
  readonly treatment: string | null;
  /** How many data points it counts for. */
  readonly data_points: number;
  /** Posterior mean. */
  readonly residual_deviance: number;
  /** Its part of pD. */
  readonly leverage: number;
  /** Square root of its residual deviance, negative where the point lies below what is fitted; positive where it has no side. */
  readonly signed_root: number;
}

export interface StudyFit {
  readonly study: string;
  readonly data_points: number;
  readonly residual_deviance: number;
  readonly leverage: number;
}

export interface FitStatistics {
  /** Posterior mean of the total residual deviance: near the number of data points when the model fits. */
  readonly residual_deviance: number;
  readonly residual_deviance_summary: EffectSummary;
  /** Posterior mean deviance minus the deviance at the posterior mean of the fitted values. */
  readonly pD: number;
  /** Posterior mean deviance minus the deviance at the posterior mean of the linear predictor. */
  readonly pD_predictor: number;
  /** Half the variance of the deviance. */
  readonly pV: number;
  /** residual_deviance + pD. */
  readonly DIC: number;
  /** residual_deviance + pD_predictor. */
  readonly DIC_predictor: number;
  /** residual_deviance + pV. */
  readonly DIC_pV: number;
  readonly data_points: number;
  readonly points: readonly PointFit[];
  readonly studies: readonly StudyFit[];
}

export interface FitStatisticsOptions {
  /** Functions of the draws with posterior mean 0, one number a draw, by which the mean deviance becomes more exact. */
  readonly controls?: readonly Float64Array[];
  /** Draws that are used at most, evenly spaced: with controls a thousand tell a mean deviance to a fraction of a tenth. All unless told. */
  readonly mostDraws?: number;
}

/**
 * Residual deviance, effective number of parameters and DIC, in all and by point (Spiegelhalter et al. 2002; NICE DSU TSD 2, section
 * 2.4). pD is taken at the mean of the fitted values (probabilities, rates, means), as the TSDs do; beside it stand pD at the mean of the linear
 * predictor, which is what BUGS gives for a linear model, and pV (Gelman et al. 2004). Contrasts of a study are one point, with their quadratic form.
 *
 * @example
 * const { residual_deviance, pD, DIC, data_points } = fitStatistics(fitted);
 */
export function fitStatistics(given: FittedNetwork, options: FitStatisticsOptions = {}): FitStatistics {
  const step = Math.max(1, Math.floor(given.drawCount / (options.mostDraws ?? given.drawCount)));
  const fitted = step === 1 ? given : everyNth(given, step);
  const points = deviancePoints(fitted);
  const total = new Float64Array(fitted.drawCount);
  for (const { deviance } of points) deviance.forEach((value, draw) => (total[draw]! += value));
  const meanOf = controlledMean((options.controls ?? []).map((control) => (step === 1 ? control : nth(control, step))));
  const summary = { ...summariseDraws(total), mean: meanOf(total) };
  const pD = summary.mean - sumOf(points, ({ atMeanFitted }) => atMeanFitted);
  const predictor = summary.mean - sumOf(points, ({ atMeanPredictor }) => atMeanPredictor);
  const pV = (summary.sd * summary.sd) / 2;
  const fits = points.map((point) => pointFit(fitted, point, meanOf));
  return {
    residual_deviance: summary.mean,
    residual_deviance_summary: summary,
    pD,
    pD_predictor: predictor,
    pV,
    DIC: summary.mean + pD,
    DIC_predictor: summary.mean + predictor,
    DIC_pV: summary.mean + pV,
    data_points: sumOf(fits, ({ data_points: size }) => size),
    points: fits,
    studies: studyFits(fits),
  };
}

function pointFit(
  { network }: FittedNetwork,
  { point, deviance, atMeanFitted, sign }: DeviancePoint,
  meanOf: MeanOf,
): PointFit {
  const study = network.studies[point.study]!;
  const mean = meanOf(deviance);
  return {
    label: point.label,
    study: study.name,
    treatment: point.kind === "arm" ? network.treatments[study.arms[point.arm]!.treatment]! : null,
    data_points: point.size,
    residual_deviance: mean,
    leverage: mean - atMeanFitted,
    signed_root: (sign < 0 ? -1 : 1) * Math.sqrt(Math.max(0, mean)),
  };
}

function studyFits(points: readonly PointFit[]): readonly StudyFit[] {
  const byStudy = new Map<string, PointFit[]>();
  for (const point of points) byStudy.set(point.study, [...(byStudy.get(point.study) ?? []), point]);
  return Array.from(byStudy, ([study, own]) => ({
    study,
    data_points: sumOf(own, ({ data_points: size }) => size),
    residual_deviance: sumOf(own, ({ residual_deviance: deviance }) => deviance),
    leverage: sumOf(own, ({ leverage }) => leverage),
  }));
}

function sumOf<T>(items: readonly T[], number: (item: T) => number): number {
  return items.reduce((sum, item) => sum + number(item), 0);
}
