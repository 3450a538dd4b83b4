/** How much of the variance of the response a fit explains, with and without the effects of groups. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { r2Draws, type VarianceDraws } from "../effects/r2Draws.js";
import { drawSummary, type DrawSummary } from "../groups/DrawSummary.js";
import { iccNotes } from "./iccNotes.js";
import { refuseSeveralPredictors } from "./refuseSeveralPredictors.js";
import { checkShareQuestion, type ShareQuestionOptions } from "./ShareQuestionOptions.js";
import { varianceParts } from "./varianceParts.js";

/** Two shares: of the population level alone, and with the effects of groups. */
export interface R2Pair<Numbers> {
  readonly marginal: Numbers;
  /** The same as `marginal` for a model without groups. */
  readonly conditional: Numbers;
}

export interface R2Answer<Numbers> {
  /** On the scale of the link, variances of the model: Nakagawa & Schielzeth. */
  readonly nakagawa: R2Pair<Numbers>;
  /** On the scale of the response, variances over the rows fitted: Gelman, Goodrich, Gabry & Vehtari. */
  readonly bayes: R2Pair<Numbers>;
  /** Variances on the scale of the link that the first is made of. */
  readonly parts: { readonly fixed: Numbers; readonly random: Numbers; readonly residual: Numbers };
  /** What the residual variance is, in words. */
  readonly residualWords: string;
  readonly hasGroups: boolean;
  readonly notes: readonly string[];
  /** Draws used, and draws of the fit. */
  readonly draws: { readonly used: number; readonly of: number };
}

export type R2 = R2Answer<DrawSummary>;
export type R2ShareDraws = R2Answer<Float64Array>;

/** `r2ShareDraws` of a fit that is at hand; see index.ts. */
export function r2ShareDrawsOf(fitted: FittedGlmm, options: ShareQuestionOptions = {}): R2ShareDraws {
  checkShareQuestion("r2", options);
  refuseSeveralPredictors("R²", fitted);
  const parts = varianceParts(fitted, { ...options, draws: options.draws ?? enoughDraws(fitted) });
  const { fixed, random, ofRows, residual, total, selection } = parts;
  const { conditional: given, marginal: alone } = r2Draws(fitted, { draws: selection.places });
  const rest = ofRows ? residual.variance.map((one, d) => one + ofRows[d]!) : residual.variance;
  return {
    nakagawa: {
      marginal: fixed.map((one, d) => one / total[d]!),
      conditional: fixed.map((one, d) => (one + random[d]!) / total[d]!),
    },
    bayes: { marginal: shareOf(alone), conditional: shareOf(given) },
    parts: { fixed, random, residual: rest },
    residualWords: residual.words,
    hasGroups: parts.terms.size > 0,
    notes: [...scoreNotes(fitted), ...iccNotes(fitted, options)],
    draws: { used: selection.count, of: selection.of },
  };
}

/** Mean, standard deviation, median and 95 % interval of every number. */
export function summariseR2(answer: R2ShareDraws): R2 {
  const { nakagawa, bayes, parts } = answer;
  const pair = ({ marginal, conditional }: R2Pair<Float64Array>) => ({
    marginal: drawSummary(marginal),
    conditional: drawSummary(conditional),
  });
  return {
    ...answer,
    nakagawa: pair(nakagawa),
    bayes: pair(bayes),
    parts: {
      fixed: drawSummary(parts.fixed),
      random: drawSummary(parts.random),
      residual: drawSummary(parts.residual),
    },
  };
}

/** Variances need numbers, which ordered categories are not. */
function scoreNotes({ family, frame }: FittedGlmm): string[] {
  if (family.categories === undefined) return [];
  const count = 1 + (frame.predictors[0]!.thresholds ?? 1);
  const names = frame.response?.categories ?? [];
  const ends = names.length === count && names[0] !== "1" ? ` (${names[0]!} to ${names[count - 1]!})` : "";
  return [
    `Bayesian: ordered categories are scored 1 to ${count}${ends}, as if steps between them were equal; other scores would give another share.`,
  ];
}

function shareOf({ fitted, residual }: VarianceDraws): Float64Array {
  return fitted.map((variance, d) => variance / (variance + residual[d]!));
}

/** As many as are enough for two decimals, and fewer of large data, where every row is predicted in each. */
function enoughDraws({ frame, drawCount }: FittedGlmm): number {
  return Math.min(drawCount, 1000, Math.max(100, Math.floor(2e6 / Math.max(1, frame.rows))));
}
