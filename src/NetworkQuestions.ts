/** What is asked of a network meta-analysis, and the record that answers. */
import type { Better, Deviance, EffectSummary, RelativeEffect } from "../models/meta/index.js";

/** Where in the posterior and the table the network is found. */
export interface NetworkQuestions {
  /** The reference first. */
  readonly treatments: readonly string[];
  /** Name of the parameter with one effect for each treatment but the reference, `d[B]`; "d" if not given. */
  readonly effects?: string;
  /** Name of the heterogeneity sd; "tau" if not given, and none where there is no such variable. */
  readonly tau?: string;
  /** Name of the generated fitted value of each arm, `fitted[1]`, with the deviance of an arm given it. */
  readonly fit?: { readonly fitted: string; readonly deviance: Deviance };
  /** Which effects are good; ranks are left out without it. */
  readonly better?: Better;
  /** What exp(effect) is, such as "odds ratio", where effects are logarithms of ratios. */
  readonly ratio?: string;
  /** For the picture of the network: study, treatment and number of participants of each arm. */
  readonly arms?: {
    readonly study: ArrayLike<number>;
    readonly treatment: ArrayLike<number>;
    readonly participants?: ArrayLike<number>;
  };
}

/** `nma.json`. */
export interface NetworkSummary {
  readonly treatments: readonly string[];
  readonly reference: string;
  /** All ordered pairs: the effect of `to` minus that of `from`, on the link scale. */
  readonly relative_effects: readonly RelativeEffect[];
  readonly tau: EffectSummary | null;
  readonly residual_deviance: number | null;
  readonly pD: number | null;
  readonly DIC: number | null;
  readonly data_points: number | null;
  readonly ranks: {
    readonly better: Better;
    readonly probability: readonly (readonly number[])[];
    readonly sucra: readonly number[];
  } | null;
}
