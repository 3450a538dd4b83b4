/** Lowers monotonic effects: coefficients of ordered columns whose steps all lead the same way. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { monotonicDraw, stepDraw, stepsDraw } from "./drawNames.js";
import type { Ladder, MonotonicTerm, Predictor } from "./Frame.js";
import { inputNames } from "./inputs.js";
import { jointCoefficients } from "./jointCoefficients.js";
import type { Lowering, NamedDraws } from "./Lowering.js";

/** What the terms add to the predictor, one number a row each, and their draws. */
export interface LoweredMonotonic {
  readonly parts: readonly Tensor[];
  readonly draws: readonly NamedDraws[];
}

/**
 * Declares the coefficients and the steps: b c D Σ_{j ≤ level} ζⱼ, with the coefficient b the mean step, ζ the shares of D steps, and c the
 * product of the other variables' columns; of several `mo(x)` in a term the product of their sums. Bürkner & Charpentier 2020,
 * Modelling monotonic effects of ordinal predictors in Bayesian regression models, British Journal of Mathematical and Statistical Psychology 73.
 */
export function lowerMonotonic(lowering: Lowering, { parameter, monotonic = [] }: Predictor): LoweredMonotonic {
  const { scope, input } = lowering;
  const { tf } = scope;
  const terms = monotonic.map((term, k) => {
    const coefficient = declareCoefficient(lowering, parameter, term, k);
    const ladders = term.ladders.map((ladder, i) => {
      const shares = declareSteps(lowering, ladder);
      const sums = tf.concat([tf.zeros([1]), tf.mul(ladder.steps, tf.cumsum(shares))] as never[]) as Tensor;
      const height = tf.gather(sums, input(inputNames.ladder(parameter, k, i)) as never) as Tensor;
      return { ladder, shares, height };
    });
    const columns = term.column ? [input(inputNames.monotonicColumn(parameter, k))] : [];
    const part = [...columns, ...ladders.map(({ height }) => height)].reduce((product, one) => tf.mul(product, one));
    return { term, coefficient, ladders, part: tf.mul(coefficient, part) as Tensor };
  });
  return {
    parts: terms.map(({ part }) => part),
    draws: [
      ...terms.map(({ term, coefficient }): NamedDraws => {
        return { kind: "population", value: coefficient, names: [monotonicDraw(term.name)] };
      }),
      ...terms
        .flatMap(({ ladders }) => ladders)
        .map(({ ladder: { name, steps }, shares }): NamedDraws => {
          const names = Array.from({ length: steps }, (_, j) => stepDraw(name, j + 1));
          return { kind: "population", value: shares, names };
        }),
    ],
  };
}

/** The mean step, in units of the response over those of the term's column. */
function declareCoefficient(lowering: Lowering, parameter: string, { name }: MonotonicTerm, k: number): Tensor {
  const { scope, unit, element } = lowering;
  const draw = monotonicDraw(name);
  const joint = jointCoefficients(lowering, parameter, draw, 1);
  if (joint) return scope.tf.reshape(joint, []) as Tensor;
  const scale = scope.tf.div(unit(parameter).scale, element(inputNames.monotonicSpreads(parameter), k)) as Tensor;
  return scope.parameter(draw, lowering.prior(draw)!.distribution, { reported: false, unit: { scale } });
}

/** The shares of the steps; a single step is all there is. */
function declareSteps({ scope, prior }: Lowering, { name, steps }: Ladder): Tensor {
  if (steps === 1) return scope.tf.ones([1]) as Tensor;
  return scope.parameter(stepsDraw(name), prior(stepsDraw(name))!.distribution, { reported: false });
}
