/** Population-level coefficients of a fitted GLMM. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, shareAbove0, type DrawSummary } from "./DrawSummary.js";
import { populationCoefficients, type PopulationCoefficient } from "./populationDraws.js";

/** One coefficient, on the scale of its parameter's link. */
export interface FixefRow extends PopulationCoefficient, DrawSummary {
  /** Probability that it is above 0. */
  readonly pPositive: number;
}

/** `fixef` of a fit that is at hand; see index.ts. */
export function fixefOf(fitted: FittedGlmm): FixefRow[] {
  return fitted.frame.predictors.flatMap(populationCoefficients).map((coefficient) => {
    const draws = fitted.draws(coefficient.variable);
    return { ...coefficient, ...drawSummary(draws), pPositive: shareAbove0(draws) };
  });
}
