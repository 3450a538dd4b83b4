/** Adds to advice on few levels how much of a standard deviation's posterior its prior already had. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { priorDraws } from "../priors/priorDraws.js";
import { priorOverlap } from "../priors/priorOverlap.js";
import { listed } from "./words.js";

/** Sentences that begin so have been added. */
const beginning = "The area that prior and posterior share";

/**
 * The same warnings, those of few levels with the overlap of prior and posterior of each standard deviation: 1 where the data have not moved it,
 * 0 where the prior had nothing where it lies.
 */
export function withOverlap(posterior: Posterior, warnings: readonly Warning[]): readonly Warning[] {
  const isOpen = ({ cause, text }: Warning): boolean => cause === "few_levels" && !text.includes(beginning);
  if (!warnings.some(isOpen)) return warnings;
  const fitted = fittedGlmm(posterior);
  const prior = priorDraws(fitted);
  return warnings.map((warning) => {
    if (!isOpen(warning)) return warning;
    const told = warning.variables.flatMap((variable) => {
      const drawn = prior.get(variable);
      if (!drawn || !fitted.has(variable)) return [];
      const overlap = priorOverlap(drawn, fitted.draws(variable));
      return Number.isNaN(overlap) ? [] : [`${Math.round(100 * overlap)} % of ${variable}`];
    });
    if (told.length === 0) return warning;
    return { ...warning, text: `${warning.text} ${beginning} is ${listed(told)}.` };
  });
}
