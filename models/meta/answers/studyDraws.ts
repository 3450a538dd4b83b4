/** What the draws say of the arms of a study before its own baseline and effects are known. */
import type { Study } from "../data/Network.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { sharedArmFactor } from "../lowering/sharedArmFactor.js";
import { baselineSlopes } from "./baselineSlopes.js";

/** The law of a study's baseline on the link scale. */
export interface BaselineLaw {
  readonly mean: number;
  readonly sd: number;
}

/**
 * In a draw the linear predictors of a study's arms are, with independent standard normal z₀, z₁, …,
 * shift_k + weight_k · (mean + sd z₀) + tau Σ_j L_kj z_j. Where baselines are of a reference that the study lacks, every arm deviates from it:
 * what these deviations share is part of the baseline's law, and each arm has √½ tau z_k of its own.
 */
export interface StudyDraws {
  readonly arms: number;
  readonly tau: (draw: number) => number;
  readonly baseline: (draw: number) => BaselineLaw;
  /** By arm, offset included. */
  readonly shift: (arm: number, draw: number) => number;
  readonly weight: (arm: number, draw: number) => number;
  /** Whether the baseline arm has an effect too. */
  readonly everyArm: boolean;
  /** L of the arms after the baseline arm: of correlation ½ (arms − 1 × arms − 1), row by row. */
  readonly factor: Float64Array;
}

/** @param baseline Law of study baselines in a draw. */
export function studyDraws(
  fitted: FittedNetwork,
  study: Study,
  place: number,
  baseline: (draw: number) => BaselineLaw,
): StudyDraws {
  const centres = fitted.centres(place);
  const slopes = baselineSlopes(fitted, study);
  const drawn = fitted.declaration.baselineRisk ? fitted.draws(`mu[${study.name}]`) : undefined;
  const tau = fitted.has("tau") ? fitted.draws("tau") : undefined;
  const { offset } = fitted.likelihood;
  const offsets = study.arms.map(({ outcome }) => (offset && outcome ? offset(outcome) : 0));
  return {
    arms: study.arms.length,
    tau: (draw) => tau?.[draw] ?? 0,
    everyArm: lacksReference(fitted, study),
    baseline,
    // What centres hold of baseline risk is that at the baseline that was drawn.
    shift: (arm, draw) => centres[arm]![draw]! + offsets[arm]! - slopes[arm]![draw]! * (drawn?.[draw] ?? 0),
    weight: (arm, draw) => 1 + slopes[arm]![draw]!,
    factor: sharedArmFactor(study.arms.length - 1),
  };
}

/** Whether baselines are of a reference that the study lacks, from which its effects deviate. */
export function lacksReference({ declaration, has }: FittedNetwork, { arms }: Study): boolean {
  return declaration.exchangeableBaselines && has("tau") && arms[0]!.treatment > 0;
}
