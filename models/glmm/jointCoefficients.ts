/** Coefficients under a joint prior, which are declared all at once. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { inputNames } from "./inputs.js";
import { lowerJointPrior } from "./lowerJointPrior.js";
import type { Lowering } from "./Lowering.js";
import { jointGroups } from "./priors/jointGroups.js";

/**
 * Some coefficients of a predictor that follow one another, [count]; undefined where the first has a prior of its own. What they share is
 * reported with the draws.
 *
 * @param first Name of the first one's draws.
 */
export function jointCoefficients(
  lowering: Lowering,
  parameter: string,
  first: string,
  count: number,
): Tensor | undefined {
  const { scope, priors, frame, inputs, sigma, shared, joint } = lowering;
  const group = jointGroups(priors, frame).find((one) => one.parameter === parameter && one.names.includes(first));
  if (!group) return undefined;
  let all = joint.get(parameter);
  if (!all) {
    // Where equal rows are taken as one, the frame has fewer than the table.
    const rows = inputs.get(inputNames.whichRow)?.values.length ?? frame.rows;
    const { coefficients, draws } = lowerJointPrior(
      { scope, parameter, rows, count: group.names.length, sigma: group.bySigma ? sigma : undefined },
      group.prior,
    );
    shared.push(...draws);
    all = coefficients;
    joint.set(parameter, all);
  }
  return scope.tf.slice(all as never, [group.names.indexOf(first)], [count]) as Tensor;
}
