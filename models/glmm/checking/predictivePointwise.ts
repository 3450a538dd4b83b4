/** A new response for every row and draw of a fitted GLMM, row by row. */
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";
import { anewRows } from "./anewRows.js";
import { evenDraws } from "./evenDraws.js";
import { pointwiseOf } from "./pointwise.js";

/** What was observed, and one replicate of it for each draw of the chains cut to one length. */
export interface PredictivePointwise {
  readonly observed: Float64Array;
  readonly replicates: Pointwise;
  /** Where some responses are censored: each of these lies above `lower` and is at most `upper`; NaN where the response was seen. */
  readonly within?: { readonly lower: Float64Array; readonly upper: Float64Array };
}

/**
 * Posterior predictive responses of the rows fitted, given the effects of their groups, as columns beside those of
 * `pointwiseLogLikelihood`. As there the effects of single rows are not those drawn, which have seen the rows' responses: they are
 * drawn anew from their law. Those of censored rows are whole responses, on which no end was set.
 *
 * @throws UserError when the posterior is of no GLMM.
 * @example
 * const { observed, replicates, within } = predictivePointwise(posterior);
 */
export function predictivePointwise(asked: Posterior | FittedGlmm): PredictivePointwise {
  const fitted = fittedOf(asked);
  const even = evenDraws(fitted.posterior.draws);
  const predictions = anewRows(fitted, "response", { draws: even.places });
  const response = fitted.frame.response!;
  const within = censoredWithin(response);
  return { observed: response.values, replicates: pointwiseOf(predictions, even), ...(within ? { within } : {}) };
}

/** As the density of what is known of a row has it: the lower end does not belong to where a response may lie, the upper one does. */
function censoredWithin({ values, censoring }: Response): PredictivePointwise["within"] {
  if (censoring === undefined) return undefined;
  const ends = censoring.kind.map((kind, row): readonly [lower: number, upper: number] => {
    const y = values[row]!;
    if (kind === "right") return [y, Infinity];
    if (kind === "left") return [-Infinity, y];
    return kind === "interval" ? [y, censoring.upper![row]!] : [NaN, NaN];
  });
  return { lower: Float64Array.from(ends, ([lower]) => lower), upper: Float64Array.from(ends, ([, upper]) => upper) };
}
