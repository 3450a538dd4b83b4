/** The true effect in a new study, which differs from the mean effect as those seen do. */
import { stream } from "../../../engine/random/stream.js";
import type { FittedMeta } from "./fittedMeta.js";
import { heterogeneityName } from "./metaPriorSlots.js";

/**
 * Draws of the effect in a new study with new levels throughout: normal around the mean effect (of average moderators), its variance the
 * sum of all heterogeneity. Without heterogeneity it is the mean effect.
 *
 * @param outcome Of several outcomes, which.
 * @throws UserError where the model has no mean effect, as of `~ 0 + x`.
 * @example
 * summariseDraws(predictiveEffects(fitted)) // its 2.5% and 97.5% quantiles are the prediction interval
 */
export function predictiveEffects(fitted: FittedMeta, outcome?: string): Float64Array {
  const { frame, posterior } = fitted;
  const mean = fitted.draws(outcome === undefined ? "mu" : `mu[${outcome}]`);
  const scales = frame.terms.map((term) => fitted.draws(heterogeneityName(term, outcome ?? "", frame.terms.length)));
  if (scales.length === 0) return mean;
  const rng = stream(posterior.provenance.seed, `predictive ${outcome ?? ""}`);
  return mean.map((mu, draw) => {
    const variance = scales.reduce((sum, tau) => sum + tau[draw]! * tau[draw]!, 0);
    return mu + Math.sqrt(variance) * rng.normal();
  });
}
