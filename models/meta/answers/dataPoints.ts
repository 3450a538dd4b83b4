/** What of a network is compared with what was fitted: each arm with an outcome, and each study known by its contrasts. */
import type { Arm, ArmOutcome, Contrasts, Network, Study } from "../data/Network.js";

export type DataPoint =
  | {
      readonly kind: "arm";
      /** Place of the study. */
      readonly study: number;
      /** Place of the arm in its study. */
      readonly arm: number;
      readonly outcome: ArmOutcome;
      /** `study 4: B` in words. */
      readonly label: string;
      /** How many numbers were observed: 1, of ordered outcomes one less than the categories told apart. */
      readonly size: number;
    }
  | {
      readonly kind: "contrasts";
      readonly study: number;
      readonly contrasts: Contrasts;
      readonly label: string;
      /** Number of contrasts: they are correlated, so that they are one point together. */
      readonly size: number;
    };

/** Points in the order of studies, arms in that of the study. */
export function dataPoints({ studies, treatments }: Network): readonly DataPoint[] {
  return studies.flatMap((study, place): DataPoint[] => {
    if (study.contrasts) return [contrastPoint(study, study.contrasts, place)];
    return study.arms.map(({ treatment, outcome }, arm) => {
      if (!outcome) throw new Error(`study ${study.name} has an arm with neither outcome nor contrast.`);
      const label = `${study.name}: ${treatments[treatment]}`;
      return { kind: "arm", study: place, arm, outcome, label, size: sizeOf(outcome) };
    });
  });
}

function contrastPoint(study: Study, contrasts: Contrasts, place: number): DataPoint {
  return { kind: "contrasts", study: place, contrasts, label: study.name, size: contrasts.differences.length };
}

function sizeOf(outcome: ArmOutcome): number {
  if (outcome.kind !== "categories") return 1;
  return Math.max(1, outcome.counts.filter((count) => !Number.isNaN(count)).length - 1);
}

/** People of an arm; NaN where they are not known. */
export function participantsOf({ participants, outcome }: Arm): number {
  if (participants !== undefined) return participants;
  if (outcome?.kind === "events") return outcome.total;
  if (outcome?.kind === "categories") {
    return outcome.counts.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0);
  }
  return NaN;
}
