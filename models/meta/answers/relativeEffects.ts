/** Effects of treatments relative to one another, at any reference and any values of covariates, from one fit. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { pairDraws } from "./pairDraws.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";
import { treatmentPlace, treatmentPlaces } from "./treatmentPlaces.js";

export interface RelativeEffect extends EffectSummary {
  readonly from: string;
  readonly to: string;
}

export interface RelativeEffectsOptions {
  /** Only effects against this treatment; all ordered pairs where it is left out. */
  readonly reference?: string;
  /** Values of covariates by name; those left out are at their centres. */
  readonly at?: ReadonlyMap<string, number>;
  /** Only pairs of these treatments. */
  readonly treatments?: readonly string[];
}

/**
 * The effect of `to` minus the effect of `from` on the link scale, for ordered pairs of treatments. Nothing is fitted again: effects
 * against another reference are differences of draws. Unrelated mean effects tell only of pairs that have a parameter of their own.
 *
 * @throws UserError for an unknown treatment or covariate.
 * @example
 * relativeEffects(fitted, { reference: "placebo", at: new Map([["latitude", 50]]) });
 */
export function relativeEffects(fitted: FittedNetwork, options: RelativeEffectsOptions = {}): RelativeEffect[] {
  const { reference, at } = options;
  const { treatments } = fitted.network;
  const asked = treatmentPlaces(fitted.network, options.treatments, "relative effects");
  const origins = reference === undefined ? asked : [treatmentPlace(treatments, reference, "the reference")];
  const drawsOf = pairDraws(fitted, at);
  return origins.flatMap((from) =>
    asked.flatMap((to) => {
      if (from === to) return [];
      const draws = drawsOf(from, to);
      return draws ? [{ from: treatments[from]!, to: treatments[to]!, ...summariseDraws(draws) }] : [];
    }),
  );
}

/** The effect of one treatment against another. @throws UserError where the model has none. */
export function relativeEffect(fitted: FittedNetwork, from: string, to: string): RelativeEffect {
  const { treatments } = fitted.network;
  const [i, j] = [from, to].map((name) => treatmentPlace(treatments, name, "the comparison")) as [number, number];
  const draws = pairDraws(fitted)(i, j);
  if (!draws) {
    throw new UserError(
      `the model has no effect of "${to}" against "${from}": no study compares it with them as its first arm.`,
    );
  }
  return { from, to, ...summariseDraws(draws) };
}
