/** Summaries of variables as they would be with more or less weight of the prior, or of the likelihood. */
import type { Components } from "../../engine/core/Components.js";
import type { Draws } from "../../engine/core/Draws.js";
import { weightedMean, weightedQuantile, weightedVariance } from "../loo/weightedMoments.js";
import { hasNonfinite } from "../moments.js";
import { sortOrder } from "../sortOrder.js";
import type { Reason, Statistic } from "../statistic.js";
import { powerWeights, scaledDraws, type ScaledComponent } from "./scaledDraws.js";

/** What is scaled, how far, and what is wanted. */
export interface PowerScaledOptions {
  readonly component: ScaledComponent;
  /** Powers to which the component is raised; 1 is the posterior as it is. 0.8, 1 and 1.25 unless told. */
  readonly alphas?: readonly number[];
  /** Probabilities of the quantiles, 0.025, 0.5 and 0.975 unless told. */
  readonly probabilities?: readonly number[];
  readonly variables?: readonly string[];
  readonly blocks?: readonly string[];
}

/** All variables at one power. */
export interface PowerScaled {
  readonly alpha: number;
  /** Above min(1 - 1/log10(draws), 0.7) these draws do not tell: fit again. */
  readonly paretoK: Statistic;
  /** Effective number of independent draws, (Σ w)²/Σ w². */
  readonly ess: number;
  readonly variables: readonly PowerScaledVariable[];
}

/** One variable at one power. */
export interface PowerScaledVariable {
  readonly variable: string;
  readonly mean: number;
  readonly sd: number;
  /** In the order of the probabilities. */
  readonly quantiles: readonly number[];
  /** Why all of it is NaN. */
  readonly reason?: Reason;
}

/**
 * Weighted mean, sd and quantiles of variables at each power. Far from 1 the weights become uneven: Pareto k says when they no longer
 * tell.
 *
 * @throws UserError for an unknown variable or block
 * @example
 * const [half] = powerScaledQuantities(draws, components, { component: "prior", alphas: [0.5] });
 */
export function powerScaledQuantities(
  draws: Draws,
  components: Components,
  options: PowerScaledOptions,
): PowerScaled[] {
  const { component, alphas = [0.8, 1, 1.25], probabilities = [0.025, 0.5, 0.975] } = options;
  const source = scaledDraws(draws, components, options.blocks);
  const prepared = (options.variables ?? draws.names).map((name) => {
    const values = source.variable(name);
    const isFinite = values.length > 0 && !hasNonfinite([values]);
    return { name, values, order: isFinite ? sortOrder(values) : undefined };
  });
  return alphas.map((alpha) => {
    const { weights, paretoK } = powerWeights(source[component], alpha);
    const fails = paretoK.reason === "nonfinite" || paretoK.reason === "noDraws";
    const variables = prepared.map(({ name, values, order }): PowerScaledVariable => {
      if (order === undefined || fails) return unknown(name, probabilities.length, values.length);
      const sorted = gathered(values, order);
      const sortedWeights = gathered(weights, order);
      return {
        variable: name,
        mean: weightedMean(values, weights),
        sd: Math.sqrt(weightedVariance(values, weights)),
        quantiles: probabilities.map((p) => weightedQuantile(sorted, sortedWeights, p)),
      };
    });
    let squares = 0;
    for (let i = 0; i < weights.length; i++) squares += weights[i] * weights[i];
    return { alpha, paretoK, ess: 1 / squares, variables };
  });
}

function unknown(variable: string, quantiles: number, draws: number): PowerScaledVariable {
  const reason = draws === 0 ? "noDraws" : "nonfinite";
  return { variable, mean: NaN, sd: NaN, quantiles: Array.from({ length: quantiles }, () => NaN), reason };
}

function gathered(values: Float64Array, order: Uint32Array): Float64Array {
  return Float64Array.from(order, (index) => values[index]);
}
