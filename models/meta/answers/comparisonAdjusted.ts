/** Points of a comparison-adjusted funnel plot. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { studyEffects, type StudyEffect } from "./studyEffects.js";

export interface AdjustedEffect extends Pick<StudyEffect, "study" | "from" | "to" | "se" | "corrected"> {
  /** The study's estimate less what the network says of the comparison. */
  readonly difference: number;
}

/**
 * Each study's effects against its baseline arm, less the posterior mean of what the model centres them at, with their standard
 * errors: without small-study effects they lie evenly about 0 (Chaimani & Salanti 2012, Research Synthesis Methods 3, 161-176). The side of a point means
 * something only where treatments are in a meaningful order, such as from old to new.
 *
 * @example
 * comparisonAdjusted(fitted).map(({ difference, se }) => [difference, se]);
 */
export function comparisonAdjusted(fitted: FittedNetwork): readonly AdjustedEffect[] {
  const { network, likelihood } = fitted;
  const effects = studyEffects(network, likelihood).filter(({ against_baseline: isFirst }) => isFirst);
  const byStudy = new Map<string, StudyEffect[]>();
  for (const effect of effects) byStudy.set(effect.study, [...(byStudy.get(effect.study) ?? []), effect]);
  return network.studies.flatMap(({ name }, place) => {
    const centres = fitted.centres(place);
    return byStudy.get(name)!.map(({ study, from, to, se, corrected, estimate }, k): AdjustedEffect => {
      return { study, from, to, se, corrected, difference: estimate - meanOf(centres[k + 1]!) };
    });
  });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
