/** Mean and variance of a response whose mu is given, draw by draw. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { precisionWeights } from "../rowWeights.js";

export interface MomentsAtMean {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * E(y) and Var(y) by the family at one linear predictor a draw: of a single trial, and of one unit of `rate()`. Where other parameters
 * differ between rows both are means over the rows.
 *
 * @param eta One a draw.
 * @param weights One a row.
 * @param withSe Whether known standard errors are part of sigma.
 */
export function momentsAtMean(
  fitted: FittedGlmm,
  selection: DrawSelection,
  eta: Float64Array,
  weights: Float64Array,
  withSe: boolean,
): MomentsAtMean {
  const { family, link, frame } = fitted;
  const { trials, se, weights: ofRows } = frame.response!;
  const response = { ...(ofRows ? { weights: ofRows } : {}), ...(withSe && se ? { se } : {}) };
  const varies =
    frame.predictors.some(({ parameter }) => parameter !== "mu") ||
    (withSe && se !== undefined) ||
    precisionWeights(response) !== undefined;
  const terms = frame.groups.filter(({ parameter }) => parameter !== "mu");
  const context = { frame, selection, terms, newLevels: "population", seed: "0" } as const;
  // Draws of a row are asked for in order.
  const over = (of: (inputs: LawInputs<number>) => number) =>
    meanOverRows(varies ? weights : weights.subarray(0, 1).map(() => 1), selection.count, (row, out) =>
      lawRows(
        fitted,
        context,
        response,
        () => {
          let draw = 0;
          return (inputs) => of({ ...inputs, ...single, eta: eta[draw++]! });
        },
        false,
      )(row, out, 0),
    );
  const single = trials === undefined ? {} : { trials: 1 };
  return {
    mean: over((inputs) => family.expectation(inputs, link)),
    variance: over((inputs) => family.variance(inputs, link)),
  };
}

function meanOverRows(
  weights: Float64Array,
  count: number,
  write: (row: number, out: Float64Array) => void,
): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(count);
  const values = new Float64Array(count);
  weights.forEach((weight, row) => {
    if (weight === 0) return;
    write(row, values);
    for (let d = 0; d < count; d += 1) mean[d]! += (weight / total) * values[d]!;
  });
  return mean;
}
