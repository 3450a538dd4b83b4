/** Lowers the predictor of one distributional parameter, all of whose parameters are sampled as they are. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { Predictor } from "./Frame.js";
import { inputNames } from "./inputs.js";
import { lowerGroup } from "./lowerGroup.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
import { lowerMonotonic } from "./lowerMonotonic.js";
import { coefficientParts, declareCoefficients, declareIntercept, populationDraws } from "./lowerPopulation.js";

/** The linear predictor, one number a row or one for all, and its draws. */
export interface LoweredPredictor {
  readonly eta: Tensor;
  readonly draws: readonly NamedDraws[];
  /** Of centred columns, [names.length]; undefined where there are none. */
  readonly coefficients: Tensor | undefined;
}

/**
 * Declares the parameters of a predictor: intercept, coefficients, and those of its group-level terms.
 *
 * @param ownIntercept One that has been declared before.
 */
export function lowerPredictor(lowering: Lowering, predictor: Predictor, ownIntercept?: Tensor): LoweredPredictor {
  const { scope, frame } = lowering;
  const { parameter, offset } = predictor;
  const intercept = ownIntercept ?? declareIntercept(lowering, predictor);
  const coefficients = declareCoefficients(lowering, predictor);
  const monotonic = lowerMonotonic(lowering, predictor);
  const groups = frame.groups.flatMap((term, place) =>
    term.parameter === parameter ? [lowerGroup(lowering, term, place)] : [],
  );
  const parts = [
    ...(coefficients ? coefficientParts(lowering, predictor, coefficients) : []),
    ...monotonic.parts,
    ...(offset ? [lowering.input(inputNames.offset(parameter))] : []),
    ...groups.flatMap((group) => group.parts),
    // A number is added to a column once, after the columns have been added up.
    ...(intercept ? [intercept] : []),
  ];
  const draws = [
    ...populationDraws(lowering, predictor, { intercept, coefficients }),
    ...monotonic.draws,
    ...groups.flatMap((group) => group.draws),
  ];
  const [first, ...rest] = parts;
  return { eta: rest.reduce((sum, part) => scope.tf.add(sum, part), first ?? scope.tf.scalar(0)), draws, coefficients };
}
