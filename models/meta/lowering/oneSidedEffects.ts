/** Effects of treatments that have no events in any of their arms, or that are full in all: data push them to one side without end. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { Arm, Network, Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";
import { observedPredictor } from "./baselineCentre.js";
import type { Coefficients } from "./coefficientsOf.js";
import type { OneSided } from "./OneSided.js";
import { oneSidedLaw, sideOf, type PushingArm } from "./oneSidedLaw.js";

/** An effect that is one-sided on its prior's standard scale, and the arms that make it so. */
export interface OneSidedEffect {
  /** Place among the coefficients. */
  readonly coefficient: number;
  readonly law: OneSided;
  /** Standard deviation of its prior. */
  readonly unit: number;
  readonly arms: ReadonlySet<Arm>;
}

/**
 * Effects whose arms all push to one side, in studies whose other arms do not: where the study's first arm is the effect's own, or its
 * baseline is pushed too, there is nothing to push against.
 *
 * @param priorOf The prior of a coefficient by its name.
 * @param isOneSided Whether the baseline of a study is.
 */
export function oneSidedEffects(
  { studies }: Network,
  { list, design }: Coefficients,
  likelihood: Likelihood,
  priorOf: (name: string) => Distribution,
  isOneSided: (study: number) => boolean,
): readonly OneSidedEffect[] {
  return list.flatMap(({ kind, name }, coefficient): OneSidedEffect[] => {
    if (kind !== "effect") return [];
    const prior = priorOf(name);
    if (prior.law?.name !== "normal" || prior.support.kind !== "real") return [];
    const own: { readonly arm: Arm; readonly study: Study }[] = [];
    for (const [place, study] of studies.entries()) {
      const arms = study.arms.filter((arm) => design(study, place, arm)[coefficient] !== 0);
      if (arms.length === 0 || isOneSided(place)) continue;
      if (study.contrasts || arms.includes(study.arms[0]!)) return [];
      own.push(...arms.map((arm) => ({ arm, study })));
    }
    const side = sideOf(
      own.map(({ arm }) => arm.outcome!),
      likelihood,
    );
    if (side === undefined) return [];
    const arms = new Set(own.map(({ arm }) => arm));
    const pushing = own.map(({ arm, study }): PushingArm => {
      return { outcome: arm.outcome!, apart: othersOf(study, arms, likelihood) };
    });
    const { location, scale } = prior.parameters as { readonly location: number; readonly scale: number };
    const found = oneSidedLaw(pushing, likelihood, side, { location, scale });
    if (!found) return [];
    const law = { ...found, edge: (found.edge - location) / scale, width: found.width / scale };
    return [{ coefficient, law, unit: scale, arms }];
  });
}

/** Where a study's other arms lie on the link scale. */
function othersOf(study: Study, own: ReadonlySet<Arm>, likelihood: Likelihood): number {
  const others = study.arms.filter((arm) => !own.has(arm));
  return others.reduce((sum, { outcome }) => sum + observedPredictor(likelihood, outcome!), 0) / others.length;
}
