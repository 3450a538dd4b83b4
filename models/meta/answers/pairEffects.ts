/** Effects of every treatment relative to every other. */
import { UserError } from "../../../engine/core/UserError.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";

export interface RelativeEffect extends EffectSummary {
  readonly from: string;
  readonly to: string;
}

/**
 * All ordered pairs of treatments: the effect of `to` minus the effect of `from`, summarised over draws.
 *
 * @param treatments the reference first.
 * @param effects draws of each treatment's effect against the reference, in the order of `treatments`; the reference's
 * are zeros.
 * @throws UserError when there is not one set of draws for each treatment, all of one length.
 */
export function pairEffects(treatments: readonly string[], effects: readonly Float64Array[]): RelativeEffect[] {
  const count = effects[0]?.length ?? 0;
  if (effects.length !== treatments.length || effects.some((draws) => draws.length !== count)) {
    throw new UserError(
      `relative effects of ${treatments.length} treatments need as many sets of draws of one length; there are ${effects.length}.`,
    );
  }
  return treatments.flatMap((from, i) =>
    treatments.flatMap((to, j) => {
      if (i === j) return [];
      const difference = effects[j]!.map((effect, draw) => effect - effects[i]![draw]!);
      return [{ from, to, ...summariseDraws(difference) }];
    }),
  );
}

/** Draws against the reference with the reference's zeros put in front. */
export function withReference(effects: readonly Float64Array[]): Float64Array[] {
  return [new Float64Array(effects[0]?.length ?? 0), ...effects];
}
