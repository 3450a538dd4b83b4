/** Reads the right side: intercept, terms, offsets and group-level terms. */
import type { PredictorFormula } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { groupFormulas, refuseRepeatedGroups } from "./groupFormulas.js";
import { sumOfTerms } from "./sumOfTerms.js";
import type { Syntax } from "./Syntax.js";
import { Variables, type TermSum } from "./TermSum.js";

/**
 * The predictor that a right side says.
 *
 * @param text - of the formula
 * @throws UserError with a caret for what is no term
 */
export function predictorOf(text: string, side: Syntax): PredictorFormula {
  const variables = new Variables(text);
  const sum = sumOfTerms(side, variables, (bar) => groupFormulas(variables, bar));
  refuseRepeatedGroups(text, sum.groups);
  const { offsets, groups } = sum;
  return { intercept: interceptOf(text, sum), terms: variables.written(sum.terms), offsets, groups };
}

function interceptOf(text: string, { intercept, coefficient }: TermSum): PredictorFormula["intercept"] {
  const present = intercept?.present ?? true;
  if (coefficient === undefined) return present ? "centred" : "none";
  if (!present) return "coefficient";
  const sentence =
    "Intercept is the intercept as a coefficient: write 0 + Intercept, or leave it out for one that is there anyway.";
  throw formulaError(text, coefficient, sentence);
}
