/** The prior and the likelihood of each draw that are scaled, and the variables that follow. */
import type { Components } from "../../engine/core/Components.js";
import type { Draws } from "../../engine/core/Draws.js";
import { UserError } from "../../engine/core/UserError.js";
import { exp } from "../../engine/math/exp.js";
import { essTail } from "../essTail.js";
import { evenChains, variableChains } from "../evenChains.js";
import { hasNonfinite } from "../moments.js";
import { psis } from "../loo/psis.js";
import type { Statistic } from "../statistic.js";

/** What is given more or less weight. */
export type ScaledComponent = "prior" | "likelihood";

/** Logarithms of what is scaled, draw by draw through all even chains. */
export interface ScaledDraws {
  readonly prior: Float64Array;
  readonly likelihood: Float64Array;
  /** Blocks whose priors make up `prior`. */
  readonly blocks: readonly string[];
  /** Blocks left out because their priors depend on other parameters, unless they were asked for. */
  readonly leftOut: readonly string[];
  /** Draws of a variable, chain after chain. */
  variable(name: string): Float64Array;
}

/**
 * Sums the priors of the given blocks, all but the hierarchical ones unless told: scaling the law of group effects as well would
 * ask another question (Kallioinen et al. 2024, section 4.4).
 *
 * @throws UserError for a block or variable that is not there
 */
export function scaledDraws(draws: Draws, components: Components, blocks?: readonly string[]): ScaledDraws {
  const wanted = blocks ?? components.blocks.filter(({ hierarchical }) => !hierarchical).map(({ name }) => name);
  const places = wanted.map((name) => placeOf(components, name));
  const even = evenChains(draws);
  const used = even.chains.map((chain) => draws.chains.indexOf(chain));
  const width = components.blocks.length;
  const prior = new Float64Array(used.length * even.draws);
  const likelihood = new Float64Array(prior.length);
  used.forEach((chain, c) => {
    for (let i = 0; i < even.draws; i++) {
      const at = c * even.draws + i;
      for (const place of places) prior[at] += components.logPrior[chain][i * width + place];
      likelihood[at] = components.logLikelihood[chain][i];
    }
  });
  const indices = new Map(draws.names.map((name, index) => [name, index]));
  return {
    prior,
    likelihood,
    blocks: wanted,
    leftOut: components.blocks.map(({ name }) => name).filter((name) => !wanted.includes(name)),
    variable(name) {
      const index = indices.get(name);
      if (index === undefined)
        throw new UserError(`unknown variable: ${JSON.stringify(name)}: choose one of the draws`);
      const pooled = new Float64Array(prior.length);
      variableChains(even, draws.names.length, index, 1)[0].forEach((chain, c) => pooled.set(chain, c * even.draws));
      return pooled;
    },
  };
}

/** Weights of draws under a scaled component. */
export interface PowerWeights {
  /** With sum 1; NaN where the component is not finite in some draw. */
  readonly weights: Float64Array;
  /** Up to min(1 - 1/log10(draws), 0.7) averages with these weights are reliable; NaN, `equalTail`, where the component is constant. */
  readonly paretoK: Statistic;
}

/**
 * Smoothed weights exp((α - 1) log component): what draws are worth where the component is raised to the power α. The tail is as long as
 * in ArviZ, whose figures these are: by the rule of R's `posterior`, with the tail ESS of the component, all chains taken as one.
 *
 * @param alpha 1 changes nothing, 2 counts every observation (or the prior) twice
 */
export function powerWeights(component: Float64Array, alpha: number): PowerWeights {
  if (hasNonfinite([component])) {
    const weights = new Float64Array(component.length).fill(NaN);
    return { weights, paretoK: { value: NaN, reason: "nonfinite" } };
  }
  const { value } = essTail([component]);
  const { logWeights, paretoK } = psis(
    component.map((x) => (alpha - 1) * x),
    { tail: "posterior", relativeEfficiency: Number.isNaN(value) ? 1 : value / component.length },
  );
  return { weights: logWeights.map(exp), paretoK };
}

function placeOf({ blocks }: Components, name: string): number {
  const place = blocks.findIndex((block) => block.name === name);
  if (place < 0) {
    const known = blocks.map((block) => block.name).join(", ");
    throw new UserError(
      `unknown prior: ${JSON.stringify(name)}: choose among ${known === "" ? "none, as there are none" : known}`,
    );
  }
  return place;
}
