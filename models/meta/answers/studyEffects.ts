/** What each study itself says of each comparison that it makes. */
import { log } from "../../../engine/math/log.js";
import { linkOf } from "../../glmm/links.js";
import type { LinkName } from "../../glmm/Family.js";
import type { ArmOutcome, Network, Study } from "../data/Network.js";
import type { Likelihood } from "../likelihoods/Likelihood.js";

/** An observed effect of `to` minus `from`, on the link scale. */
export interface StudyEffect {
  readonly study: string;
  /** The earlier in the network's order. */
  readonly from: string;
  readonly to: string;
  readonly estimate: number;
  readonly se: number;
  /** Whether ½ was added to the cells of both arms, since without it the estimate were infinite; models never do so. */
  readonly corrected: boolean;
  /** Whether `from` is the study's baseline arm: these are as many as a study has independent contrasts. */
  readonly against_baseline: boolean;
}

/**
 * Observed effects of all pairs of arms of all studies, with standard errors by the delta method: for figures, no model uses them. Of ordered
 * outcomes an arm tells of being above the lowest category, half a person added to either side.
 *
 * @example
 * studyEffects(network, likelihood).filter(({ to }) => to === "B");
 */
export function studyEffects(network: Network, likelihood: Likelihood): readonly StudyEffect[] {
  return network.studies.flatMap((study) => {
    return study.arms.flatMap((_, first) => {
      return study.arms.slice(first + 1).map((_other, k): StudyEffect => {
        const second = first + 1 + k;
        const [from, to] = [first, second].map((arm) => network.treatments[study.arms[arm]!.treatment]!) as [
          string,
          string,
        ];
        return {
          study: study.name,
          from,
          to,
          ...observed(study, first, second, likelihood),
          against_baseline: first === 0,
        };
      });
    });
  });
}

type Observed = Pick<StudyEffect, "estimate" | "se" | "corrected">;

function observed(study: Study, first: number, second: number, likelihood: Likelihood): Observed {
  if (study.contrasts) return observedContrast(study, first, second);
  const [a, b] = [first, second].map((arm) => study.arms[arm]!.outcome!) as [ArmOutcome, ArmOutcome];
  const corrected = isInfinite(a) || isInfinite(b);
  const [from, to] = [a, b].map((outcome) => armEstimate(outcome, likelihood, corrected ? 0.5 : 0)) as [Told, Told];
  return { estimate: to.value - from.value, se: Math.sqrt(from.variance + to.variance), corrected };
}

function observedContrast({ contrasts }: Study, first: number, second: number): Observed {
  const { differences, covariance } = contrasts!;
  const n = differences.length;
  const at = (arm: number): number => (arm === 0 ? 0 : differences[arm - 1]!);
  const between = (i: number, j: number): number => (i === 0 || j === 0 ? 0 : covariance[(i - 1) * n + j - 1]!);
  const variance = between(first, first) + between(second, second) - 2 * between(first, second);
  return { estimate: at(second) - at(first), se: Math.sqrt(variance), corrected: false };
}

/** Whether an arm by itself puts its linear predictor at infinity, or with a log link knows it without error. */
function isInfinite(outcome: ArmOutcome): boolean {
  if (outcome.kind === "rate") return outcome.events === 0;
  if (outcome.kind !== "events") return false;
  return outcome.events === 0 || outcome.events === outcome.total;
}

interface Told {
  readonly value: number;
  readonly variance: number;
}

function armEstimate(outcome: ArmOutcome, likelihood: Likelihood, added: number): Told {
  switch (outcome.kind) {
    case "mean":
      return { value: outcome.mean, variance: outcome.se * outcome.se };
    case "rate":
      return { value: log((outcome.events + added) / outcome.exposure), variance: 1 / (outcome.events + added) };
    case "categories": {
      const { eta, precision } = likelihood.empirical(outcome);
      return { value: eta, variance: 1 / precision };
    }
    case "events": {
      const total = outcome.total + 2 * added;
      const p = (outcome.events + added) / total;
      const link = linkOf(likelihood.name.slice("binomial-".length) as LinkName);
      const eta = link.link(p);
      const slope = link.slope(eta);
      const offset = likelihood.offset?.(outcome) ?? 0;
      return { value: eta - offset, variance: (p * (1 - p)) / total / (slope * slope) };
    }
  }
}
