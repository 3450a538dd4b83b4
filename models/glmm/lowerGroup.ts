/** Lowers a group-level term whose effects are sampled as they are: hyperparameters, effects, and what these add to a predictor. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { normal } from "../../engine/distributions/normal.js";
import { correlatedEffects } from "./correlatedEffects.js";
import { effectDraw } from "./drawNames.js";
import type { GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
import { kernelInputs } from "./kernelInputs.js";
import { nodeLaw } from "./nodeLaw.js";
import { nodeCount } from "./nodes.js";
import { lowerScales, type LoweredScales } from "./lowerScales.js";

/** What a term adds to its predictor, in parts of one number a row each, and its draws. */
export interface LoweredGroup {
  readonly parts: readonly Tensor[];
  readonly draws: readonly NamedDraws[];
}

/** Declares the parameters of a term. @param place The term's place in the frame's list. */
export function lowerGroup(lowering: Lowering, term: GroupTerm, place: number): LoweredGroup {
  const scales = lowerScales(lowering, term, place);
  const effects = sampledEffects(lowering, term, place, scales);
  return {
    parts: groupParts(lowering, term, place, effects),
    draws: [...scales.draws, ...effectDraws(lowering, term, place, effects)],
  };
}

/** What the effects add to the predictor, by effect. @param effects By node, one tensor for each coefficient. */
export function groupParts(lowering: Lowering, term: GroupTerm, place: number, effects: readonly Tensor[]): Tensor[] {
  const { tf } = lowering.scope;
  const index = lowering.input(inputNames.index(term, place));
  return effects.map((effect, k) => {
    const gathered = tf.gather(effect, index as never) as Tensor;
    return term.columns[k] ? tf.mul(lowering.input(inputNames.groupColumn(term, place, k)), gathered) : gathered;
  });
}

/** The effects of levels under the names of their draws. @param effects By node, one tensor for each coefficient. */
export function effectDraws(
  { scope, input }: Lowering,
  term: GroupTerm,
  place: number,
  effects: readonly Tensor[],
): NamedDraws[] {
  const ofLevels = (effect: Tensor): Tensor =>
    term.related ? scope.tf.gather(effect, input(kernelInputs(term, place).node) as never) : effect;
  return term.coefficients.map((coefficient, k) => ({
    kind: "effect",
    value: ofLevels(effects[k]!),
    names: term.levels.map((level) => effectDraw(term, level, coefficient)),
  }));
}

/** Effects as parameters, centred or not, [nodes] each. */
function sampledEffects(
  { scope, input }: Lowering,
  term: GroupTerm,
  place: number,
  { sd, cholesky }: LoweredScales,
): Tensor[] {
  const parametrisation = term.parametrisation === "auto" ? "noncentred" : term.parametrisation;
  const levels = nodeCount(term);
  const law = nodeLaw(input, term, place);
  if (!cholesky) {
    return term.coefficients.map((coefficient, k) => {
      const name = `effects of ${coefficient} in ${term.group}, term ${place + 1}`;
      const prior = law ? correlatedEffects([sd[k]!], undefined, levels, law) : normal(0, sd[k]!);
      const dims = law ? { coefficient: 1, level: levels } : { level: levels };
      const effects = scope.parameter(name, prior, { dims, parametrisation, reported: false });
      return scope.tf.reshape(effects, [levels]) as Tensor;
    });
  }
  const prior = correlatedEffects(sd, cholesky, levels, law);
  const effects = scope.parameter(`effects in ${term.group}, term ${place + 1}`, prior, {
    dims: { coefficient: sd.length, level: levels },
    parametrisation,
    reported: false,
  });
  return scope.tf.unstack(effects) as Tensor[];
}
