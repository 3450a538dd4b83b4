/** Lowers a group-level term whose effects are sampled as they are: hyperparameters, effects, and what these add to a predictor. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { normal } from "../../engine/distributions/normal.js";
import { correlatedEffects } from "./correlatedEffects.js";
import { effectDraw } from "./drawNames.js";
import type { GroupTerm } from "./Frame.js";
import { inputNames } from "./inputs.js";
import type { Lowering, NamedDraws } from "./Lowering.js";
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
    draws: [...scales.draws, ...effectDraws(term, effects)],
  };
}

/** What the effects add to the predictor, by effect. */
export function groupParts(lowering: Lowering, term: GroupTerm, place: number, effects: readonly Tensor[]): Tensor[] {
  const { tf } = lowering.scope;
  const index = lowering.input(inputNames.index(term, place));
  return effects.map((effect, k) => {
    const gathered = tf.gather(effect, index as never) as Tensor;
    return term.columns[k] ? tf.mul(lowering.input(inputNames.groupColumn(term, place, k)), gathered) : gathered;
  });
}

/** The effects under the names of their draws. */
export function effectDraws(term: GroupTerm, effects: readonly Tensor[]): NamedDraws[] {
  return term.coefficients.map((coefficient, k) => ({
    kind: "effect",
    value: effects[k]!,
    names: term.levels.map((level) => effectDraw(term, level, coefficient)),
  }));
}

/** Effects as parameters, centred or not, [levels] each. */
function sampledEffects(
  { scope }: Lowering,
  term: GroupTerm,
  place: number,
  { sd, cholesky }: LoweredScales,
): Tensor[] {
  const parametrisation = term.parametrisation === "auto" ? "noncentred" : term.parametrisation;
  const levels = term.levels.length;
  if (!cholesky) {
    return term.coefficients.map((coefficient, k) =>
      scope.parameter(`effects of ${coefficient} in ${term.group}, term ${place + 1}`, normal(0, sd[k]!), {
        dims: { level: levels },
        parametrisation,
        reported: false,
      }),
    );
  }
  const effects = scope.parameter(
    `effects in ${term.group}, term ${place + 1}`,
    correlatedEffects(sd, cholesky, levels),
    {
      dims: { coefficient: sd.length, level: levels },
      parametrisation,
      reported: false,
    },
  );
  return scope.tf.unstack(effects) as Tensor[];
}
