/** All that a network meta-analysis comes to: plain records, each an answer to one question. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type {
  AbsoluteEffects,
  Better,
  DevianceComparison,
  EffectSummary,
  EvidenceRow,
  FitStatistics,
  FittedNetwork,
  Heterogeneity,
  League,
  NetworkCheck,
  PredictiveEffect,
  Ranks,
  RelativeEffect,
} from "../../models/meta/index.js";
import type { NodeSplit } from "../workflows/nodeSplits.js";
import type { NetworkQuestions } from "./NetworkQuestions.js";

export interface NetworkResult {
  readonly posterior: Posterior;
  readonly fitted: FittedNetwork;
  readonly questions: NetworkQuestions;
  /** `nma.json`. */
  readonly summary: NetworkSummary;
  readonly check: NetworkCheck;
  readonly league: League;
  readonly fit: FitStatistics;
  /** Null for fixed effects. */
  readonly heterogeneity: Heterogeneity | null;
  /** Null unless it was said which effects are good, and for unrelated mean effects. */
  readonly ranks: Ranks | null;
  /** Null unless asked for. */
  readonly predictive: readonly PredictiveEffect[] | null;
  /** Null unless there is a baseline. */
  readonly absolute: AbsoluteEffects | null;
  /** At values of covariates that were asked for. */
  readonly at: readonly EffectsAt[];
  /** Direct, indirect and network estimates; empty for unrelated mean effects. */
  readonly evidence: readonly EvidenceRow[];
  readonly consistency: ConsistencyChecks;
}

/** Relative effects at values of covariates. */
export interface EffectsAt {
  readonly at: Readonly<Record<string, number>>;
  readonly relative_effects: readonly RelativeEffect[];
  readonly predictive: readonly PredictiveEffect[] | null;
}

/** What was fitted to look at consistency. */
export interface ConsistencyChecks {
  /** Of the same data without the assumption of consistency, or with it where that was left out. */
  readonly other?: OtherModel;
  readonly splits?: readonly NodeSplit[];
  /** Why something was not fitted. */
  readonly notes: readonly string[];
}

/** Consistency beside unrelated mean effects, whichever of both was not fitted first. */
export interface OtherModel {
  readonly model: "consistency" | "ume";
  readonly relative_effects: readonly RelativeEffect[];
  readonly tau: EffectSummary | null;
  readonly fit: FitStatistics;
  /** Of the first model, then of this one. */
  readonly deviance: DevianceComparison;
}

/** `nma.json`. Its first fields are fixed; a question that was not asked is absent. */
export interface NetworkSummary {
  readonly treatments: readonly string[];
  readonly reference: string;
  /** All ordered pairs: the effect of `to` minus that of `from`, on the link scale; of unrelated mean effects those with direct evidence. */
  readonly relative_effects: readonly RelativeEffect[];
  readonly tau: EffectSummary | null;
  readonly residual_deviance: number;
  readonly pD: number;
  readonly DIC: number;
  readonly data_points: number;
  readonly ranks: {
    readonly better: Better;
    /** Of rows of `probability` and of all that follows, in this order. */
    readonly treatments: readonly string[];
    readonly probability: readonly (readonly number[])[];
    readonly sucra: readonly number[];
    readonly mean_rank: readonly number[];
    readonly sucra_interval: readonly (readonly [number, number])[];
    readonly beyond_mid?: {
      readonly mid: number;
      readonly probability: readonly (readonly number[])[];
      readonly sucra: readonly number[];
    };
  } | null;
  readonly model: "consistency" | "ume";
  readonly effects: "random" | "fixed";
  readonly likelihood: string;
  readonly effect: string;
  readonly ratio: string | null;
  readonly pD_predictor: number;
  readonly pV: number;
  readonly heterogeneity?: Heterogeneity;
  readonly at?: readonly EffectsAt[];
  readonly predictive?: readonly PredictiveEffect[];
  readonly absolute?: AbsoluteEffects;
  readonly ume?: OtherModelSummary;
  readonly consistency?: OtherModelSummary;
  readonly nodesplits?: readonly NodeSplit[];
}

export interface OtherModelSummary {
  readonly relative_effects: readonly RelativeEffect[];
  readonly tau: EffectSummary | null;
  readonly residual_deviance: number;
  readonly pD: number;
  readonly DIC: number;
  readonly data_points: number;
}
