/** What a network meta-analysis reports of its draws: relative effects of all pairs, ranks, fit, and their figures. */
import { evenChains, variableChains } from "../diagnostics/evenChains.js";
import type { Posterior } from "../engine/core/Posterior.js";
import {
  rankProbabilities,
  relativeEffects,
  residualDeviance,
  sucra,
  summariseDraws,
  withReference,
  type Better,
  type Deviance,
  type DevianceSummary,
  type EffectSummary,
  type RelativeEffect,
} from "../models/meta/index.js";
import type { Analysis } from "./analysis.js";
import { networkText } from "./networkText.js";

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

/**
 * Relative effects, heterogeneity, fit and ranks, as text for the terminal, sections for the report and `nma.json`.
 *
 * @example
 * export const analyse: Analyse = (posterior) =>
 *   networkAnalysis(posterior, { treatments: ["A", "B", "C", "D"], better: "higher", ratio: "odds ratio" });
 */
export async function networkAnalysis(posterior: Posterior, questions: NetworkQuestions): Promise<Analysis> {
  const { treatments, effects = "d", better } = questions;
  const tau = questions.tau ?? (posterior.draws.names.includes("tau") ? "tau" : undefined);
  const draws = withReference(treatments.slice(1).map((treatment) => drawsOf(posterior, `${effects}[${treatment}]`)));
  const pairs = relativeEffects(treatments, draws);
  const heterogeneity = tau === undefined ? null : summariseDraws(drawsOf(posterior, tau));
  const deviance = questions.fit ? devianceOf(posterior, questions.fit) : undefined;
  const probability = better && rankProbabilities(draws, better);
  const ranks = better && probability ? { better, probability, sucra: sucra(probability) } : null;
  const summary: NetworkSummary = {
    treatments,
    reference: treatments[0]!,
    relative_effects: pairs,
    tau: heterogeneity,
    residual_deviance: deviance?.residualDeviance ?? null,
    pD: deviance?.pD ?? null,
    DIC: deviance?.dic ?? null,
    data_points: deviance?.dataPoints ?? null,
    ranks,
  };
  // Loaded late: drawing brings d3, which a fit without a network does not need.
  const { networkSections } = await import("./networkSections.js");
  return {
    text: networkText(summary, questions),
    sections: networkSections(summary, draws, questions),
    main: [...treatments.slice(1).map((treatment) => `${effects}[${treatment}]`), ...(tau === undefined ? [] : [tau])],
    files: { "nma.json": summary },
  };
}

function devianceOf(posterior: Posterior, fit: NonNullable<NetworkQuestions["fit"]>): DevianceSummary {
  const names = posterior.draws.names.filter((name) => name.startsWith(`${fit.fitted}[`));
  return residualDeviance(
    names.map((name) => drawsOf(posterior, name)),
    fit.deviance,
  );
}

/** Draws of a variable, all chains one after the other, of which those are used that the summary uses. */
function drawsOf({ draws }: Posterior, name: string): Float64Array {
  const at = draws.names.indexOf(name);
  if (at < 0) throw new Error(`unknown variable: "${name}"`);
  const even = evenChains(draws);
  const [chains] = variableChains(even, draws.names.length, at, 1);
  const joined = new Float64Array(even.chains.length * even.draws);
  chains!.forEach((chain, c) => joined.set(chain, c * even.draws));
  return joined;
}
