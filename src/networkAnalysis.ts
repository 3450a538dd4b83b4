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
  type DevianceSummary,
} from "../models/meta/index.js";
import type { Analysis } from "./analysis.js";
import type { NetworkQuestions, NetworkSummary } from "./NetworkQuestions.js";
import { networkText } from "./networkText.js";

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
