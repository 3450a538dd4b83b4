/** Residual deviance of every data point, draw by draw, and where the fitted values lie on average. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { cutDraws, cutsAt } from "./cutDraws.js";
import { dataPoints, type DataPoint } from "./dataPoints.js";
import { normalVector } from "./normalVector.js";

export interface DeviancePoint {
  readonly point: DataPoint;
  /** By draw. */
  readonly deviance: Float64Array;
  /** At the posterior mean of the fitted values: probabilities, rates, means or contrasts. */
  readonly atMeanFitted: number;
  /** At the posterior mean of the linear predictor. */
  readonly atMeanPredictor: number;
  /** Whether the point lies above what is fitted, on average: 1 or −1, or 0 where that cannot be said. */
  readonly sign: -1 | 0 | 1;
}

/** Points times draws up to which deviances are kept for the next question about them. */
const mostKept = 4e6;

const kept = new WeakMap<FittedNetwork, readonly DeviancePoint[]>();

/** Residual deviances as in NICE DSU TSD 2, section 2.4; those of a study's contrasts by their quadratic form. */
export function deviancePoints(fitted: FittedNetwork): readonly DeviancePoint[] {
  const before = kept.get(fitted);
  if (before) return before;
  const cuts = cutDraws(fitted);
  const points = dataPoints(fitted.network).map((point) => {
    return point.kind === "arm" ? armPoint(fitted, point, cuts) : contrastsPoint(fitted, point);
  });
  if (points.length * fitted.drawCount <= mostKept) kept.set(fitted, points);
  return points;
}

function armPoint(
  fitted: FittedNetwork,
  point: Extract<DataPoint, { kind: "arm" }>,
  cuts: readonly Float64Array[],
): DeviancePoint {
  const { likelihood } = fitted;
  const predictor = fitted.predictors(point.study)[point.arm]!;
  const deviance = new Float64Array(predictor.length);
  let sums: number[] | undefined;
  predictor.forEach((eta, draw) => {
    const values = likelihood.fitted(eta, cutsAt(cuts, draw));
    deviance[draw] = likelihood.deviance(point.outcome, values);
    sums ??= values.map(() => 0);
    for (let k = 0; k < values.length; k += 1) sums[k]! += values[k]!;
  });
  const meanFitted = (sums ?? []).map((sum) => sum / predictor.length);
  const meanPredictor = likelihood.fitted(meanOf(predictor), cuts.map(meanOf));
  return {
    point,
    deviance,
    atMeanFitted: likelihood.deviance(point.outcome, meanFitted),
    atMeanPredictor: likelihood.deviance(point.outcome, meanPredictor),
    sign: point.outcome.kind === "categories" ? 0 : signOf(observedOf(point.outcome) - meanFitted[0]!),
  };
}

/** What was observed, in the unit of the fitted value. */
function observedOf(outcome: Extract<DataPoint, { kind: "arm" }>["outcome"]): number {
  if (outcome.kind === "events") return outcome.events / outcome.total;
  if (outcome.kind === "rate") return outcome.events / outcome.exposure;
  return outcome.kind === "mean" ? outcome.mean : NaN;
}

function contrastsPoint(fitted: FittedNetwork, point: Extract<DataPoint, { kind: "contrasts" }>): DeviancePoint {
  const { differences, covariance } = point.contrasts;
  const law = normalVector(covariance, differences.length);
  const means = fitted.deltas(point.study).slice(1);
  const residuals = new Float64Array(differences.length);
  const deviance = Float64Array.from({ length: fitted.drawCount }, (_, draw) => {
    for (let k = 0; k < residuals.length; k += 1) residuals[k] = differences[k]! - means[k]![draw]!;
    return law.quadratic(residuals);
  });
  const lacking = differences.map((difference, k) => difference - meanOf(means[k]!));
  const atMean = law.quadratic(lacking);
  return {
    point,
    deviance,
    atMeanFitted: atMean,
    atMeanPredictor: atMean,
    sign: lacking.length === 1 ? signOf(lacking[0]!) : 0,
  };
}

function signOf(difference: number): -1 | 0 | 1 {
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
