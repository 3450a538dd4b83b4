/** What the variance of a response around its mean grows with, row by row. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import type { RowWriter } from "../prediction/Predictions.js";
import { precisionWeights } from "../rowWeights.js";
import { conditionalVariance } from "./conditionalVariance.js";
import { hasLatentResidual, latentVariance } from "./latentScale.js";

export interface DispersionRows {
  /** Whether it differs from row to row; where it does not, the first row stands for all. */
  readonly varies: boolean;
  readonly write: RowWriter;
}

/**
 * The dispersion of each row and draw, see {@link conditionalVariance}; undefined for families without one, and where all of it
 * is known standard errors that are left out.
 *
 * @param withSe Whether known standard errors are part of it.
 */
export function dispersionRows(
  fitted: FittedGlmm,
  selection: DrawSelection,
  withSe: boolean,
): DispersionRows | undefined {
  const { frame, family } = fitted;
  const { dispersion } = conditionalVariance[family.name] ?? {
    dispersion: hasLatentResidual(fitted) ? latentVariance(fitted) : undefined,
  };
  const { se, ...others } = frame.response!;
  if (dispersion === undefined || (se !== undefined && !se.sigma && !withSe)) return undefined;
  const terms = frame.groups.filter(({ parameter }) => parameter !== "mu");
  const context = { frame, selection, terms, newLevels: "population", seed: "0" } as const;
  const varies =
    frame.predictors.some(({ parameter }) => parameter !== "mu") ||
    (se !== undefined && withSe) ||
    precisionWeights(others) !== undefined;
  const response = withSe && se !== undefined ? { ...others, se } : others;
  return { varies, write: lawRows(fitted, context, response, () => dispersion) };
}

/** Weighted mean over rows for each draw. */
export function meanDispersion({ varies, write }: DispersionRows, weights: Float64Array, count: number): Float64Array {
  const mean = new Float64Array(count);
  if (!varies) {
    write(0, mean, 0);
    return mean;
  }
  const row = new Float64Array(count);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i] === 0) continue;
    write(i, row, 0);
    const share = weights[i]! / total;
    for (let d = 0; d < count; d += 1) mean[d]! += share * row[d]!;
  }
  return mean;
}
