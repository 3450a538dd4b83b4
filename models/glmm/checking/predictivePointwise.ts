/** A new response for every row and draw of a fitted GLMM, row by row. */
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { anewRows } from "./anewRows.js";
import { evenDraws } from "./evenDraws.js";
import { pointwiseOf } from "./pointwise.js";

/** What was observed, and one replicate of it for each draw of the chains cut to one length. */
export interface PredictivePointwise {
  readonly observed: Float64Array;
  readonly replicates: Pointwise;
}

/**
 * Posterior predictive responses of the rows fitted, given the effects of their groups, as columns beside those of
 * `pointwiseLogLikelihood`. As there the effects of single rows are not those drawn, which have seen the rows' responses: they are
 * drawn anew from their law.
 *
 * @throws UserError when the posterior is of no GLMM.
 * @example
 * const { observed, replicates } = predictivePointwise(posterior);
 */
export function predictivePointwise(asked: Posterior | FittedGlmm): PredictivePointwise {
  const fitted = fittedOf(asked);
  const even = evenDraws(fitted.posterior.draws);
  const predictions = anewRows(fitted, "response", { draws: even.places });
  return { observed: fitted.frame.response!.values!, replicates: pointwiseOf(predictions, even) };
}
