/** What every part of lowering is handed: the words of a program, and the model's data and priors. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { LatentScope } from "../program/latentScope.js";
import type { TotalVariance } from "../program/outerMap.js";
import type { ParameterOptions } from "../program/scope.js";
import type { FamilyRow, Link } from "./Family.js";
import type { Frame } from "./Frame.js";
import { inputNames, type Inputs } from "./inputs.js";
import type { LatentPlan } from "./latent/LatentPlan.js";
import type { PriorSlot, ResolvedPrior } from "./Prior.js";
import { withConstants } from "./withConstants.js";

/** What is lowered. */
export interface ModelOnData {
  /** Of the distinct rows alone, where equal ones are taken as one. */
  readonly frame: Frame;
  readonly family: FamilyRow;
  readonly link: Link;
  readonly priors: readonly ResolvedPrior[];
  readonly inputs: Inputs;
  /** What is done with the effects in the predictor of mu. */
  readonly plan: LatentPlan;
  /** Standard deviations that are sampled as totals and ratios. */
  readonly totals: readonly TotalVariance[];
}

/** Draws are reported in this order, whatever the order in which parameters are declared. */
export const drawKinds = ["population", "scale", "correlation", "auxiliary", "effect"] as const;

/** A tensor under the names of its elements' draws. */
export interface NamedDraws {
  readonly kind: (typeof drawKinds)[number];
  readonly value: Tensor;
  readonly names: readonly string[];
}

export interface Lowering extends ModelOnData {
  readonly scope: LatentScope<Record<string, number>>;
  /** An input, the same tensor each time. */
  input(name: string): Tensor;
  /** One number of an input. */
  element(name: string, place: number): Tensor;
  /** The prior of the slot whose draws have a name. */
  prior(name: string): ResolvedPrior | undefined;
  /** Location and scale in which a parameter's predictor is sampled. */
  unit(parameter: string): { readonly location: Tensor; readonly scale: Tensor };
  /** Sigma, where it is declared before coefficients because their prior is in its units. */
  readonly sigma?: Tensor;
  /** Draws that are reported beside those handed back: of what coefficients share. */
  readonly shared: NamedDraws[];
  /** Coefficients under a joint prior that have been declared, by parameter. */
  readonly joint: Map<string, Tensor>;
}

/** Starts lowering in the scope of a program. */
export function startLowering(scope: Lowering["scope"], model: ModelOnData): Lowering {
  const { tf } = scope;
  const tensors = new Map<string, Tensor>();
  const input = (name: string): Tensor => {
    const known = tensors.get(name);
    if (known) return known;
    const { values, whole } = model.inputs.get(name)!;
    const tensor = whole ? scope.indices(name, values) : scope.constant(name, values);
    tensors.set(name, tensor);
    return tensor;
  };
  const element = (name: string, place: number) => tf.reshape(tf.slice(input(name), [place], [1]), []);
  const priors = new Map<string, ResolvedPrior>(model.priors.map((prior) => [prior.slot.name, prior]));
  return {
    ...model,
    scope: withConstants(scope),
    shared: [],
    joint: new Map(),
    input,
    element,
    prior: (name: PriorSlot["name"]) => priors.get(name),
    unit: (parameter) => ({
      location: element(inputNames.unit(parameter), 0),
      scale: element(inputNames.unit(parameter), 1),
    }),
  };
}

/** The unit of a standard deviation; none where its prior ends somewhere, as a uniform one, between whose ends it is sampled. */
export function unitOfPositive({ distribution }: ResolvedPrior, scale: Tensor): Pick<ParameterOptions, "unit"> {
  return distribution.support.kind === "positive" ? { unit: { scale } } : {};
}
