/** Responses of the rows fitted, for which the effects of single rows are drawn anew. */
import type { Numbers } from "../../../engine/distributions/Law.js";
import { stream } from "../../../engine/random/stream.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { expectationOf } from "../prediction/epred.js";
import { lawRows, leastPredictor } from "../prediction/lawRows.js";
import { predictOf } from "../prediction/predict.js";
import { predictionContext } from "../prediction/predictionContext.js";
import { predictionsOf, type Predictions } from "../prediction/Predictions.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import { seenMean } from "../prediction/seenMean.js";
import { seenOnly } from "../prediction/seenOnly.js";
import { sizeOf } from "../sizeOf.js";
import { rowTerms, spreadOfRow } from "./rowEffects.js";

/** Options of predictions of the rows fitted. */
export type AnewOptions = Pick<PredictionOptions, "groups" | "seed" | "draws">;

/** A response drawn, or its expectation. */
export type AnewKind = "response" | "expectation";

/**
 * What `predictOf` or `expectationOf` give of the rows fitted, but with effects of groups that have one row at each level drawn from their
 * law in every posterior draw: the effect that was drawn with a row has seen its response, and nearly any response agrees with a
 * prediction that knows it. Effects of other groups are those drawn. Without effects of single rows the answers are those of
 * `predictOf` and `expectationOf` to the bit.
 *
 * @throws UserError for what is wrong with the options.
 * @example
 * const replicates = anewRows(fitted, "response", { draws: 100 });
 */
export function anewRows(fitted: FittedGlmm, kind: AnewKind, options: AnewOptions = {}): Predictions {
  const context = predictionContext(fitted, options);
  const terms = rowTerms(context.frame).filter((term) => context.terms.includes(term));
  if (terms.length === 0) return (kind === "response" ? predictOf : expectationOf)(fitted, options);
  const { family, link } = fitted;
  const { selection, seed, frame } = context;
  const law = family.law(link, sizeOf(fitted));
  const least = leastPredictor(fitted);
  const writeSpreads = spreadOfRow(terms, selection);
  const spreads = new Float64Array(selection.count);
  const others = { ...context, terms: context.terms.filter((term) => !terms.includes(term)) };
  const cellsOf = (row: number) => {
    const rng = stream(seed, "predict with row effects anew", kind, row);
    writeSpreads(row, spreads);
    const drawSeen = seenOnly(law, frame.response!, row);
    const meanSeen = seenMean(fitted, frame.response!, row);
    let draw = -1;
    return (inputs: LawInputs<number>): number => {
      draw += 1;
      const eta = inputs.eta + spreads[draw]! * rng.normal();
      if (eta < least) return NaN;
      const whole = { ...inputs, eta };
      return kind === "response"
        ? drawSeen(rng, family.values(whole, link) as Numbers)
        : (meanSeen?.(whole) ?? family.expectation(whole, link));
    };
  };
  const write = lawRows(fitted, others, frame.response!, cellsOf, false);
  return predictionsOf(frame.rows, selection.count, write);
}
