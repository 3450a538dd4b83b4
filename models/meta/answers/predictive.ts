/** Effects in a new trial, where they differ from the mean effects as they do between the trials seen. */
import { stream } from "../../../engine/random/stream.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import type { RelativeEffect } from "./relativeEffects.js";
import type { Better } from "./rankProbabilities.js";
import { summariseDraws } from "./summariseDraws.js";
import { treatmentPlace, treatmentPlaces } from "./treatmentPlaces.js";

export interface PredictiveOptions {
  /** Only effects against this treatment; all ordered pairs where it is left out. */
  readonly reference?: string;
  readonly treatments?: readonly string[];
  /** Values of covariates by name; those left out are at their centres. */
  readonly at?: ReadonlyMap<string, number>;
  /** Which effects are good: with it the probability of harm is given. */
  readonly better?: Better;
  /** That of the fit unless told. */
  readonly seed?: string;
}

export interface PredictiveEffect extends RelativeEffect {
  /** Probability that `to` does worse than `from` in a new trial; null where it was not said which effects are good. */
  readonly harm: number | null;
}

/**
 * Draws of the effect of each treatment against the reference in a new trial of all of them, `[treatment][draw]`: normal about the mean
 * effects with standard deviation tau and correlation 1/2, as random effects of one trial have (NICE DSU TSD 3, section 5.2). They are made as
 * d + tau √½ (z − z₀) of independent z, so that any two treatments may be subtracted. With fixed effects they are the mean effects.
 */
export function predictiveDraws(
  fitted: FittedNetwork,
  options: Pick<PredictiveOptions, "at" | "seed"> = {},
): readonly Float64Array[] {
  const effects = fitted.effects(options.at);
  if (!fitted.has("tau")) return effects;
  const tau = fitted.draws("tau");
  const rng = stream(options.seed ?? fitted.posterior.provenance.seed, "predictive");
  const own = effects.map(() => Float64Array.from(tau, (sd) => sd * Math.SQRT1_2 * rng.normal()));
  return effects.map((mean, t) => mean.map((d, draw) => (t === 0 ? 0 : d + own[t]![draw]! - own[0]![draw]!)));
}

/**
 * Effects of `to` minus `from` in a new trial, for ordered pairs, with the probability of harm.
 *
 * @throws UserError for an unknown treatment or covariate, and for unrelated mean effects.
 * @example
 * predictive(fitted, { reference: "control", better: "lower" })[0]!.harm; // P(effect > 0)
 */
export function predictive(fitted: FittedNetwork, options: PredictiveOptions = {}): PredictiveEffect[] {
  const { treatments } = fitted.network;
  const { reference, better } = options;
  if (better !== undefined && better !== "higher" && better !== "lower") {
    throw new UserError(`better must be "higher" or "lower"; it is ${JSON.stringify(better)}.`);
  }
  const asked = treatmentPlaces(fitted.network, options.treatments, "predictive effects");
  const origins = reference === undefined ? asked : [treatmentPlace(treatments, reference, "the reference")];
  const draws = predictiveDraws(fitted, options);
  return origins.flatMap((from) =>
    asked.flatMap((to) => {
      if (from === to) return [];
      const difference = draws[to]!.map((effect, draw) => effect - draws[from]![draw]!);
      const harm =
        better === undefined ? null : shareOf(difference, (effect) => (better === "higher" ? effect < 0 : effect > 0));
      return [{ from: treatments[from]!, to: treatments[to]!, ...summariseDraws(difference), harm }];
    }),
  );
}

function shareOf(draws: Float64Array, test: (draw: number) => boolean): number {
  let count = 0;
  for (const draw of draws) if (test(draw)) count += 1;
  return count / draws.length;
}
