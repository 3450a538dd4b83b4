/** Puts every question that was asked to a fitted network. */
import type { Posterior } from "../../engine/core/Posterior.js";
import {
  absoluteEffects,
  checkNetwork,
  evidenceTable,
  fitStatistics,
  fittedNetwork,
  heterogeneity,
  league,
  predictive,
  ranks,
  relativeEffects,
  type FittedNetwork,
} from "../../models/meta/index.js";
import type { NetworkQuestions } from "./NetworkQuestions.js";
import type { ConsistencyChecks, EffectsAt, NetworkResult } from "./NetworkResult.js";
import { steinControls } from "../workflows/steinControls.js";
import { networkSummary } from "./networkSummary.js";

/** What a posterior answers by itself, with what was fitted beside it. */
export async function answerNetwork(
  posterior: Posterior,
  questions: NetworkQuestions,
  consistency: ConsistencyChecks = { notes: [] },
): Promise<NetworkResult> {
  const fitted = fittedNetwork(posterior);
  const isUnrelated = fitted.declaration.model === "ume";
  const { better, mid } = questions;
  const answers = {
    posterior,
    fitted,
    questions,
    check: checkNetwork(fitted.network),
    league: league(fitted),
    fit: fitStatistics(fitted, { controls: await steinControls(posterior) }),
    heterogeneity: heterogeneity(fitted),
    ranks:
      better === undefined || isUnrelated ? null : ranks(fitted, { better, ...(mid === undefined ? {} : { mid }) }),
    predictive: questions.predictive && !isUnrelated ? predictive(fitted, betterOf(questions)) : null,
    absolute: isUnrelated ? null : absoluteOf(fitted, questions),
    at: isUnrelated ? [] : questions.at.map((at) => effectsAt(fitted, at, questions)),
    evidence: isUnrelated ? [] : evidenceTable(fitted, consistency.splits ?? []),
    consistency,
  };
  return { ...answers, summary: networkSummary(answers) };
}

function betterOf({ better }: NetworkQuestions) {
  return better === undefined ? {} : { better };
}

function absoluteOf(fitted: FittedNetwork, questions: NetworkQuestions) {
  const { baseline, baselineTime } = questions;
  if (baseline === undefined) return null;
  return absoluteEffects(fitted, {
    baseline,
    ...(baselineTime === undefined ? {} : { time: baselineTime }),
    ...betterOf(questions),
  });
}

function effectsAt(fitted: FittedNetwork, at: ReadonlyMap<string, number>, questions: NetworkQuestions): EffectsAt {
  return {
    at: Object.fromEntries(at),
    relative_effects: relativeEffects(fitted, { at }),
    predictive: questions.predictive ? predictive(fitted, { at, ...betterOf(questions) }) : null,
  };
}
