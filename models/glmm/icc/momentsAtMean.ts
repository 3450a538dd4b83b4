/** Mean and variance of a response whose mu is given, draw by draw. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawAtRow } from "../variance/lawAtRow.js";

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
  const { family, link } = fitted;
  const [mean, variance] = meansOverRows(fitted, selection, weights, withSe, [
    (inputs, d) => family.expectation({ ...inputs, eta: eta[d]! }, link),
    (inputs, d) => family.variance({ ...inputs, eta: eta[d]! }, link),
  ]);
  return { mean: mean!, variance: variance! };
}

/** Weighted means over rows of what the law is asked, for each draw; one row stands for all where they are alike. */
export function meansOverRows(
  fitted: FittedGlmm,
  selection: DrawSelection,
  weights: Float64Array,
  withSe: boolean,
  questions: readonly ((inputs: LawInputs<number>, draw: number) => number)[],
): readonly Float64Array[] {
  const { varies, inputs } = lawAtRow(fitted, selection, withSe);
  const used = varies ? weights : Float64Array.of(1);
  const total = used.reduce((sum, weight) => sum + weight, 0);
  const means = questions.map(() => new Float64Array(selection.count));
  used.forEach((weight, row) => {
    if (weight === 0) return;
    const share = weight / total;
    inputs(row).forEach((one, d) =>
      questions.forEach((of, q) => {
        means[q]![d]! += share * of(one, d);
      }),
    );
  });
  return means;
}
