/** What is asked of every row of a grid, in a few numbers. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { epredOf, expectationOf } from "../prediction/epred.js";
import { frameAsked } from "../prediction/frameAsked.js";
import { linpredOf } from "../prediction/linpred.js";
import { predictOf } from "../prediction/predict.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import type { Predictions } from "../prediction/Predictions.js";
import type { Columns } from "./Axis.js";
import { expectedSummary, type ExpectedSummary } from "./expectedSummary.js";
import { gridTable } from "./gridTable.js";
import type { HeldValues } from "./PredictorColumns.js";

/** `categories`: the probability of each, or its expected share; the others are one number a row. */
export type RowMethod = "epred" | "predict" | "linpred" | "categories";

const ask: Readonly<Record<RowMethod, (fitted: FittedGlmm, options: PredictionOptions) => Predictions>> = {
  epred: expectationOf,
  categories: epredOf,
  predict: predictOf,
  linpred: linpredOf,
};

/**
 * Summaries of the expected response of each row of a grid, of new responses, or of the predictor. Trials and rates that the formula fixes
 * are divided by, but in the predictor, of which they are no part. Of categories there are as many for each row, side by side.
 *
 * @param given Columns that vary; all others are held.
 */
export function expectedRows(
  fitted: FittedGlmm,
  rows: number,
  held: HeldValues,
  given: Columns,
  options: PredictionOptions,
  method: RowMethod = "epred",
): ExpectedSummary[] {
  const newdata = gridTable(fitted, rows, held, given);
  const predictions = ask[method](fitted, { ...options, newdata });
  const response = method === "linpred" ? undefined : frameAsked(fitted, newdata, groupsEnter(options)).response;
  const units = response?.trials ?? response?.rate;
  const each = predictions.rows / rows;
  const out: ExpectedSummary[] = [];
  for (const block of predictions.blocks()) {
    for (let k = 0; k < block.rows; k += 1) {
      const draws = block.values.subarray(k * predictions.drawCount, (k + 1) * predictions.drawCount);
      const unit = units?.[Math.floor((block.firstRow + k) / each)] ?? 1;
      if (unit !== 1) for (let d = 0; d < draws.length; d += 1) draws[d]! /= unit;
      out.push(expectedSummary(draws));
    }
  }
  return out;
}

/** As predictions choose the terms. */
function groupsEnter({ groups = "all" }: PredictionOptions): (group: string) => boolean {
  return (group) => groups === "all" || (groups !== "none" && groups.includes(group));
}
