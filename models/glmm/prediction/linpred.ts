/** Linear predictors of a fitted GLMM, X b + Z r, for the rows fitted or others. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { AuxiliaryName } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { linkOf } from "../links.js";
import { linearPredictor, type PredictorContext } from "./linearPredictor.js";
import { checkPredictionOptions, type LinpredOptions } from "./PredictionOptions.js";
import { predictionContext } from "./predictionContext.js";
import { predictionsOf, type Predictions, type RowWriter } from "./Predictions.js";

/**
 * Draws of the linear predictor of a distributional parameter: of mu unless another is named, which it must be where there are several
 * locations, such as those of categories; on the scale of its link
 * unless `transform` asks for the inverse link. Offsets are part of it, trials and rates are not. A parameter without a
 * formula has no linear predictor; with `transform` every row gets its draws.
 *
 * @throws UserError for what is wrong with the options or the new rows.
 * @example
 * for (const { firstRow, rows, values } of linpredOf(fitted, { groups: "none" }).blocks()) { … }
 */
export function linpredOf(fitted: FittedGlmm, options: LinpredOptions = {}): Predictions {
  checkPredictionOptions("linpred", options, ["parameter", "transform"]);
  if (options.transform !== undefined && typeof options.transform !== "boolean") {
    throw new UserError(`transform must be true or false; it is ${JSON.stringify(options.transform)}.`);
  }
  const parameter = options.parameter ?? "mu";
  checkParameter(fitted, parameter);
  if (options.transform === true) refuseShares(fitted, parameter);
  const context = predictionContext(fitted, options);
  const { frame, selection } = context;
  return predictionsOf(frame.rows, selection.count, writerOf(context, parameter, options.transform === true));
}

function writerOf(context: PredictorContext, parameter: string, transform: boolean): RowWriter {
  const predictor = context.frame.predictors.find((each) => each.parameter === parameter);
  if (predictor === undefined) return constantRows(context, parameter, transform);
  const linear = linearPredictor(predictor, context);
  if (!transform) return linear;
  const link = linkOf(predictor.link);
  return (row, out, start) => {
    linear(row, out, start);
    const end = start + context.selection.count;
    for (let i = start; i < end; i += 1) out[i] = link.inverse(out[i]!) as number;
  };
}

function constantRows({ selection }: PredictorContext, parameter: string, transform: boolean): RowWriter {
  if (!transform) {
    throw new UserError(
      `${parameter} has no formula, and so no linear predictor: ask for it with transform, which gives its draws.`,
    );
  }
  const draws = selection.column(parameter);
  return (_row, out, start) => out.set(draws, start);
}

/** The inverse logit of one category's predictor is no probability of it: that takes the predictors of all. */
function refuseShares({ family, frame }: FittedGlmm, parameter: string): void {
  if (family.categories === undefined || family.categories.kind === "ordinal" || !frame.locations.includes(parameter)) {
    return;
  }
  throw new UserError(
    `${parameter} alone determines no probability, which takes the predictors of all categories: ask epred for probabilities.`,
  );
}

function checkParameter({ family, frame }: FittedGlmm, parameter: string): void {
  const hasDraws = (name: AuxiliaryName): boolean => name !== "sigma" || (frame.response?.se?.sigma ?? true);
  const { locations } = frame;
  const known = [...locations, ...family.auxiliaries.map(({ name }) => name).filter(hasDraws)];
  if (known.includes(parameter)) return;
  if (parameter === "mu" && locations.length > 1) {
    throw new UserError(
      `the response has several predictors (${locations.join(", ")}): choose one with --parameter ${locations[0]!} ` +
        `(in TypeScript parameter: ${JSON.stringify(locations[0]!)}).`,
    );
  }
  const near = nearestName(parameter, known);
  const guess = near === undefined ? "" : `, did you mean "${near}"`;
  throw new UserError(`unknown parameter "${parameter}"${guess}; the model has ${known.join(", ")}.`);
}
