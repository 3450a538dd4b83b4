/** Advice on a fitted GLMM: what its data and model leave open, each with the term and the mend. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { contextualWarnings } from "./contextualWarnings.js";
import { dispersionWarnings } from "./dispersionWarnings.js";
import { interpretationNotes } from "./interpretationNotes.js";
import { withOverlap } from "./withOverlap.js";

export { adviceText } from "./adviceText.js";
export { contextualTests, type ContextualTest } from "./contextualTests.js";
export { countChecks, type CountChecks, type Dispersion, type Zeros } from "./countChecks.js";

/** Advice on a fit. */
export interface Advice {
  /** What to act on; empty where all is well. */
  readonly warnings: readonly Warning[];
  /** What to keep in mind. */
  readonly notes: readonly Warning[];
}

/** Causes that advice has, before a fit and after it. */
export const adviceCauses: ReadonlySet<string> = new Set([
  ...["aliased_columns", "separation", "levels_are_rows", "few_levels", "confounded_group", "constant_slope"],
  ...["single_row_levels", "dropout", "sampling_weights", "confounded_predictor", "within_between_differ"],
  "overdispersion",
]);

/** Draws below which nothing is said of a posterior. */
const fewestDraws = 100;

/**
 * Advice on the model of a posterior and its data: what was known before it was fitted (columns that follow from others, separation, few
 * levels, groups that predictors go along with, slopes that do not vary, effects and levels of single rows, courses that end early), and what
 * only the fit can tell (the overlap of prior and posterior where levels are few, slopes that differ within and between levels,
 * counts that vary too much). Empty warnings mean that none of this was found, not that the model is right.
 *
 * @throws UserError when the posterior is not that of a GLMM.
 * @example advice(posterior).warnings.map(({ text }) => text);
 */
export function advice(posterior: Posterior): Advice {
  const before = posterior.warnings.filter(({ cause }) => adviceCauses.has(cause));
  const known = new Set(before.map(({ cause }) => cause));
  const { warnings, notes } = adviceAfter(posterior);
  return { warnings: [...withOverlap(posterior, before), ...warnings.filter(({ cause }) => !known.has(cause))], notes };
}

/**
 * The part of advice that only a fit can tell, as {@link advice} has it; nothing of a fit of the prior alone or with few draws.
 *
 * @throws UserError when the posterior is not that of a GLMM.
 */
export function adviceAfter(posterior: Posterior): Advice {
  const fitted = fittedGlmm(posterior);
  const notes = interpretationNotes(fitted);
  if (posterior.provenance.options["priorOnly"] === true || isPriorOnly(posterior) || fitted.drawCount < fewestDraws) {
    return { warnings: [], notes };
  }
  const counts = dispersionWarnings(fitted);
  return { warnings: [...contextualWarnings(fitted), ...counts.warnings], notes: [...counts.notes, ...notes] };
}

function isPriorOnly({ declaration }: Posterior): boolean {
  return (declaration as { readonly priorOnly?: boolean } | undefined)?.priorOnly === true;
}

/** A posterior whose warnings have the advice that only a fit can tell. */
export function withAdvice(posterior: Posterior): Posterior {
  const { warnings } = adviceAfter(posterior);
  return { ...posterior, warnings: [...withOverlap(posterior, posterior.warnings), ...warnings] };
}
