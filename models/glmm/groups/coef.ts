/** Coefficients of the levels of groups: population and effect together. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, type DrawSummary } from "./DrawSummary.js";
import { populationDraws } from "./populationDraws.js";
import { effectDraws } from "./ranef.js";
import { selectTerms } from "./selectTerms.js";

export interface CoefOptions {
  /** As in names of draws, `a:b` for nested ones; all groups unless told. */
  readonly group?: string;
}

/** One coefficient of one level, on the link scale. */
export interface CoefRow extends DrawSummary {
  readonly group: string;
  /** Distributional parameter. */
  readonly parameter: string;
  readonly coefficient: string;
  readonly level: string;
  /** Whether the formula has the coefficient at the population level too; where not, it counts as 0 there. */
  readonly hasPopulation: boolean;
}

/** `coef` of a fit that is at hand; see index.ts. @throws UserError when the model has no such group. */
export function coefOf(fitted: FittedGlmm, options: CoefOptions = {}): CoefRow[] {
  return selectTerms(fitted, options.group).flatMap((term) =>
    term.coefficients.flatMap((coefficient) => {
      const population = populationDraws(fitted, term, coefficient);
      return effectDraws(fitted, term, coefficient).map((effects, j) => ({
        group: term.group,
        parameter: term.parameter,
        coefficient,
        level: term.levels[j]!,
        hasPopulation: population !== undefined,
        ...drawSummary(population ? effects.map((effect, d) => population[d]! + effect) : effects),
      }));
    }),
  );
}
