/** Effects of the levels of groups: their deviations from the population. */
import { effectDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { drawSummary, shareAbove0, type DrawSummary } from "./DrawSummary.js";
import { modeOf } from "./modeOf.js";
import { rankLevels, type RankSummary } from "./rankLevels.js";
import { selectTerms } from "./selectTerms.js";

export interface RanefOptions {
  /** As in names of draws, `a:b` for nested ones; all groups unless told. */
  readonly group?: string;
  /** Whether the probability of every rank is wanted for every level: levels × levels numbers. */
  readonly rankProbabilities?: boolean;
}

/** The effect of one level on one coefficient, on the link scale: 0 is the population average. */
export interface RanefRow extends DrawSummary {
  readonly group: string;
  /** Distributional parameter. */
  readonly parameter: string;
  readonly coefficient: string;
  readonly level: string;
  /** Of a kernel density estimate of the draws, see `modeOf`. */
  readonly mode: number;
  /** Probability that the effect is above 0, the population average. */
  readonly pAboveAverage: number;
  /** Among the levels of the group; 1 is the highest effect. */
  readonly rank: RankSummary;
}

/** `ranef` of a fit that is at hand; see index.ts. @throws UserError when the model has no such group. */
export function ranefOf(fitted: FittedGlmm, options: RanefOptions = {}): RanefRow[] {
  return selectTerms(fitted, options.group).flatMap((term) =>
    term.coefficients.flatMap((coefficient) => {
      const effects = effectDraws(fitted, term, coefficient);
      const ranks = rankLevels(effects, options.rankProbabilities);
      return effects.map((draws, j) => ({
        group: term.group,
        parameter: term.parameter,
        coefficient,
        level: term.levels[j]!,
        ...drawSummary(draws),
        mode: modeOf(draws),
        pAboveAverage: shareAbove0(draws),
        rank: ranks[j]!,
      }));
    }),
  );
}

/** Draws of every level's effect on a coefficient, `[level][draw]`. */
export function effectDraws(fitted: FittedGlmm, term: GroupTerm, coefficient: string): Float64Array[] {
  return term.levels.map((level) => fitted.draws(effectDraw(term, level, coefficient)));
}
