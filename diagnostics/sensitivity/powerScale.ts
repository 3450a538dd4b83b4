/** How much a posterior changes with a little more or less weight of the prior, and of the likelihood. */
import type { Components } from "../../engine/core/Components.js";
import type { Draws } from "../../engine/core/Draws.js";
import type { Warning } from "../../engine/core/Warning.js";
import { log } from "../../engine/math/log.js";
import { looThreshold } from "../loo/assembleLoo.js";
import { isConstant, hasNonfinite } from "../moments.js";
import { sortOrder } from "../sortOrder.js";
import type { Reason, Statistic } from "../statistic.js";
import { cumulativeJensenShannon } from "./cumulativeJensenShannon.js";
import { powerWeights, scaledDraws, type PowerWeights } from "./scaledDraws.js";

/** What is looked at, and how. */
export interface PowerScaleOptions {
  /** Variables, all unless told. */
  readonly variables?: readonly string[];
  /** Blocks whose priors are scaled, all but those of group effects unless told. */
  readonly blocks?: readonly string[];
  /** Powers to which prior and likelihood are raised, below and above 1; 0.99 and 1.01 unless told. */
  readonly alphas?: readonly [lower: number, upper: number];
  /** Sensitivity from which it is felt, 0.05 unless told. */
  readonly threshold?: number;
}

/** What prior and likelihood together say of a variable, in the words of R's `priorsense`; empty where there is nothing to say. */
export type SensitivityDiagnosis =
  "" | "potential prior-likelihood conflict" | "potential strong prior / weak likelihood";

/** One variable. */
export interface SensitivityRow {
  readonly variable: string;
  /** Distance moved per doubling of the prior's weight, on a scale that units do not touch. */
  readonly prior: number;
  readonly likelihood: number;
  readonly diagnosis: SensitivityDiagnosis;
  /** Why a sensitivity is NaN. */
  readonly reason?: Reason;
}

/** Sensitivities with what they rest on. */
export interface Sensitivity {
  readonly rows: readonly SensitivityRow[];
  readonly threshold: number;
  readonly alphas: readonly [lower: number, upper: number];
  /** Blocks whose priors were scaled together. */
  readonly blocks: readonly string[];
  /** Blocks whose priors stayed as they are. */
  readonly leftOut: readonly string[];
  /** Pareto k of the weights at both alphas. */
  readonly paretoK: { readonly prior: readonly Statistic[]; readonly likelihood: readonly Statistic[] };
  readonly warnings: readonly Warning[];
}

/** Sensitivity from which it is felt (Kallioinen et al. 2024, section 3.3). */
const usualThreshold = 0.05;

/**
 * Power-scaling sensitivity (Kallioinen, Paananen, Bürkner and Vehtari 2024, Statistics and Computing 34:57): draws are weighted
 * as if the prior, or the likelihood, were raised to a power a little below and above 1, and the distance by which each
 * variable's distribution moves is divided by the binary logarithm of the power. No model is fitted again. Figures equal those of ArviZ,
 * whose name for a conflict is prior-data conflict.
 *
 * A posterior that follows the prior and not the likelihood has a strong prior or little data; one that follows both has them at odds.
 * Neither is a fault where the prior is meant.
 *
 * @param components log prior by block and log likelihood of the same draws
 * @throws UserError for an unknown variable or block
 * @example
 * const { rows } = powerScale(posterior.draws, components, { variables: ["b_age", "sigma"] });
 */
export function powerScale(draws: Draws, components: Components, options: PowerScaleOptions = {}): Sensitivity {
  const { variables = draws.names, blocks: asked, alphas = [0.99, 1.01], threshold = usualThreshold } = options;
  const { prior, likelihood, blocks, leftOut, variable } = scaledDraws(draws, components, asked);
  const scaled = {
    prior: alphas.map((alpha) => powerWeights(prior, alpha)),
    likelihood: alphas.map((alpha) => powerWeights(likelihood, alpha)),
  };
  const rows = variables.map((name): SensitivityRow => {
    const values = variable(name);
    const reason = reasonOf(values) ?? nonfiniteOf(scaled.prior) ?? nonfiniteOf(scaled.likelihood);
    const moved = reason === undefined ? movedBy(values, scaled, alphas) : { prior: NaN, likelihood: NaN };
    const diagnosis = diagnose(moved.prior >= threshold, moved.likelihood >= threshold);
    return { variable: name, ...moved, diagnosis, ...(reason !== undefined && { reason }) };
  });
  const paretoK = {
    prior: scaled.prior.map(({ paretoK: k }) => k),
    likelihood: scaled.likelihood.map(({ paretoK: k }) => k),
  };
  const warnings = sensitivityWarnings(paretoK, prior.length);
  return { rows, threshold, alphas, blocks, leftOut, paretoK, warnings };
}

function movedBy(
  values: Float64Array,
  scaled: Readonly<Record<"prior" | "likelihood", readonly PowerWeights[]>>,
  alphas: readonly number[],
) {
  const order = sortOrder(values);
  const sorted = gathered(values, order);
  const sensitivity = (both: readonly PowerWeights[]) => {
    const [lower, upper] = both.map(({ weights }) => cumulativeJensenShannon(sorted, gathered(weights, order)));
    return (upper / log2(alphas[1]) - lower / log2(alphas[0])) / 2;
  };
  return { prior: sensitivity(scaled.prior), likelihood: sensitivity(scaled.likelihood) };
}

function diagnose(prior: boolean, likelihood: boolean): SensitivityDiagnosis {
  if (!prior) return "";
  return likelihood ? "potential prior-likelihood conflict" : "potential strong prior / weak likelihood";
}

function reasonOf(values: Float64Array): Reason | undefined {
  if (values.length === 0) return "noDraws";
  if (hasNonfinite([values])) return "nonfinite";
  return isConstant([values]) ? "constant" : undefined;
}

/** A component that is constant moves nothing, which is an answer; one that is not finite has none. */
function nonfiniteOf([{ paretoK }]: readonly PowerWeights[]): Reason | undefined {
  return paretoK.reason === "nonfinite" || paretoK.reason === "noDraws" ? paretoK.reason : undefined;
}

function sensitivityWarnings(paretoK: Sensitivity["paretoK"], draws: number): Warning[] {
  const limit = looThreshold(draws);
  return (["prior", "likelihood"] as const).flatMap((component) => {
    const worst = paretoK[component].reduce((most, { value }) => (value > most ? value : most), -Infinity);
    if (!(worst > limit)) return [];
    return [
      {
        cause: "sensitivity_pareto_k",
        variables: [],
        text:
          `Pareto k of the weights that scale the ${component} is ${worst.toFixed(2)}, above ${limit.toFixed(2)}: these draws cannot ` +
          `tell how the posterior would change. Take alphas nearer to 1, or fit again with another prior.`,
      },
    ];
  });
}

function gathered(values: Float64Array, order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = values[order[i]];
  return result;
}

function log2(x: number): number {
  return log(x) / Math.LN2;
}
