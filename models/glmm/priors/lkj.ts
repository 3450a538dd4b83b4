/** The LKJ prior of a correlation matrix whose size is not known yet. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { correlationCholesky } from "../../../engine/distributions/Support.js";

/**
 * The prior of the correlations of a group: a density proportional to the determinant of the matrix to the power eta − 1, so
 * that 1 is uniform and larger numbers favour no correlation. The group it is used for gives it its size.
 * Lewandowski, Kurowicka & Joe 2009, Generating random correlation matrices based on vines and extended onion method.
 *
 * @example prior("cor", lkj(2))
 * @throws UserError unless eta is a finite number above 0.
 */
export function lkj(eta: number): Distribution {
  if (!(eta > 0 && eta < Infinity)) {
    throw new UserError(`the eta of lkj must be a finite number above 0; it is ${eta}.`);
  }
  return {
    name: "lkj",
    parameters: { eta },
    support: correlationCholesky,
    eventShape: [],
    logDensity: sizeUnknown,
    random: sizeUnknown,
  };
}

function sizeUnknown(): never {
  throw new UserError(
    "lkj is a prior of correlations (class cor); for a matrix in a program use lkjCorrCholesky(size, eta).",
  );
}
