/** The log likelihood of each arm, or of each contrast, in each draw: leave-one-out cross-validation by row. */
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import { LOG_SQRT_2PI } from "../../../engine/distributions/constants.js";
import { log } from "../../../engine/math/log.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { armLogLikelihood } from "./armLogLikelihood.js";
import { cutDraws, cutsAt } from "./cutDraws.js";
import { dataPoints, type DataPoint } from "./dataPoints.js";
import { normalVector } from "./normalVector.js";

/** Log likelihoods with what they are of. */
export interface NetworkPointwise extends Pointwise {
  readonly labels: readonly string[];
  /** Clauses for a report: `given the effects of each study`. */
  readonly notes: readonly string[];
}

/**
 * Log likelihood of every arm given its study's baseline and effects, and of every contrast given the other contrasts of its study,
 * with which it is correlated: with g = V⁻¹ (y − mean) it is normal about y − g/(V⁻¹)ᵢᵢ with variance 1/(V⁻¹)ᵢᵢ (Bürkner, Gabry &
 * Vehtari 2021, Computational Statistics 36, 1243-1261). An arm's own effect was drawn with its data: with random effects many rows
 * are of great influence, and {@link studyPointwise} asks the better question.
 */
export function pointwise(fitted: FittedNetwork): NetworkPointwise {
  const points = dataPoints(fitted.network);
  const labels = points.flatMap((point) => labelsOf(fitted, point));
  const isRandom = fitted.declaration.effects === "random";
  return {
    chains: fitted.chains,
    drawsPerChain: fitted.drawsPerChain,
    count: labels.length,
    labels,
    notes: [
      `given the baseline${isRandom ? " and the effects" : ""} of each study`,
      ...(points.some(({ kind, size }) => kind === "contrasts" && size > 1)
        ? ["contrasts of one study given the others"]
        : []),
    ],
    *columns() {
      for (const point of points) {
        if (point.kind === "arm") yield armColumn(fitted, point);
        else yield* contrastColumns(fitted, point);
      }
    },
  };
}

function labelsOf({ network }: FittedNetwork, point: DataPoint): string[] {
  if (point.kind === "arm") return [point.label];
  const [first, ...others] = network.studies[point.study]!.arms.map(({ treatment }) => network.treatments[treatment]!);
  return others.map((treatment) => `${point.label}: ${treatment} against ${first}`);
}

function armColumn(fitted: FittedNetwork, { study, arm, outcome }: Extract<DataPoint, { kind: "arm" }>): Float64Array {
  const { likelihood } = fitted;
  const cuts = cutDraws(fitted);
  const at = armLogLikelihood(likelihood, outcome, cutsAt(cuts, 0));
  return fitted.predictors(study)[arm]!.map((eta, draw) => at(eta, cutsAt(cuts, draw)));
}

function contrastColumns(
  fitted: FittedNetwork,
  { study, contrasts }: Extract<DataPoint, { kind: "contrasts" }>,
): Float64Array[] {
  const { differences, covariance } = contrasts;
  const n = differences.length;
  const law = normalVector(covariance, n);
  const precisions = Array.from({ length: n }, (_, k) => law.weigh(unit(n, k))[k]!);
  const means = fitted.deltas(study).slice(1);
  const columns = precisions.map(() => new Float64Array(fitted.drawCount));
  const residuals = new Float64Array(n);
  for (let draw = 0; draw < fitted.drawCount; draw += 1) {
    for (let k = 0; k < n; k += 1) residuals[k] = differences[k]! - means[k]![draw]!;
    const weighed = law.weigh(residuals);
    for (let k = 0; k < n; k += 1) {
      const precision = precisions[k]!;
      columns[k]![draw] = 0.5 * log(precision) - LOG_SQRT_2PI - (0.5 * weighed[k]! * weighed[k]!) / precision;
    }
  }
  return columns;
}

function unit(n: number, at: number): Float64Array {
  const vector = new Float64Array(n);
  vector[at] = 1;
  return vector;
}
