/** Draws of the effect of one treatment against another. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedNetwork } from "../FittedNetwork.js";

/** Draws of the effect of `to` minus that of `from`, by places of treatments; undefined where the model has no such effect. */
export type PairDraws = (from: number, to: number) => Float64Array | undefined;

/**
 * Draws of effects on the link scale. Of unrelated mean effects only pairs with a parameter of their own have any: a treatment
 * against the first arm of a study, either way round.
 *
 * @param at Values of covariates by name; those left out are at their centres.
 * @throws UserError when unrelated mean effects are asked for at values of covariates.
 */
export function pairDraws(fitted: FittedNetwork, at?: ReadonlyMap<string, number>): PairDraws {
  const { treatments } = fitted.network;
  if (fitted.declaration.model === "ume") {
    if (at && at.size > 0) {
      throw new UserError(
        "unrelated mean effects are known at the centres of covariates only: leave their values out.",
      );
    }
    const own = (from: number, to: number) => {
      const name = `d[${treatments[from]},${treatments[to]}]`;
      return fitted.has(name) ? fitted.draws(name) : undefined;
    };
    return (from, to) => own(from, to) ?? own(to, from)?.map((draw) => -draw);
  }
  const effects = fitted.effects(at);
  return (from, to) => effects[to]!.map((effect, draw) => effect - effects[from]![draw]!);
}
