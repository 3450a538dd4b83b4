/** Priors that are no laws of probability: with them a marginal likelihood has no meaning. */
import type { Posterior } from "../../../engine/core/Posterior.js";

/** `mu ~ flat()`, as programs and networks describe themselves; a column may be called flat too. */
const flatLine = /^\s*(.+?)\s*~\s*flat\(/;

/**
 * Names of the parameters whose prior is flat, also where it was cut.
 *
 * @example await improperPriors(posterior); // ["b_x"]
 */
export async function improperPriors(posterior: Posterior): Promise<readonly string[]> {
  if (posterior.declaration?.kind !== "glmm") {
    return posterior.model.lines.flatMap((line) => flatLine.exec(line)?.slice(1, 2) ?? []);
  }
  const { fittedGlmm } = await import("../../../models/glmm/FittedGlmm.js");
  return fittedGlmm(posterior)
    .priors.filter(({ distribution }) => distribution.law?.improper || /^flat\b/.test(distribution.name))
    .map(({ slot }) => slot.name);
}
