/** Expected responses of one trial or unit over a grid of rows. */
import type { FittedGlmm } from "../FittedGlmm.js";
import { epredOf } from "../prediction/epred.js";
import { frameAsked } from "../prediction/frameAsked.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import type { Columns } from "./Axis.js";
import { expectedSummary, type ExpectedSummary } from "./expectedSummary.js";
import { gridTable } from "./gridTable.js";
import type { HeldValues } from "./PredictorColumns.js";

/**
 * Summaries of the expected response of each row of a grid. Trials and rates that the formula fixes are divided by.
 *
 * @param given Columns that vary; all others are held.
 */
export function expectedRows(
  fitted: FittedGlmm,
  rows: number,
  held: HeldValues,
  given: Columns,
  options: PredictionOptions,
): ExpectedSummary[] {
  const newdata = gridTable(fitted, rows, held, given);
  const predictions = epredOf(fitted, { ...options, newdata });
  const response = frameAsked(fitted, newdata, groupsEnter(options)).response;
  const units = response?.trials ?? response?.rate;
  const out: ExpectedSummary[] = [];
  for (const block of predictions.blocks()) {
    for (let k = 0; k < block.rows; k += 1) {
      const draws = block.values.subarray(k * predictions.drawCount, (k + 1) * predictions.drawCount);
      const unit = units?.[block.firstRow + k] ?? 1;
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
