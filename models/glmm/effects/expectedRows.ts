/** Expected responses of one trial or unit over a grid of rows. */
import type { Column } from "../../../engine/core/Table.js";
import { codedColumn, numberColumn } from "../../../engine/data/column.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { epredOf } from "../prediction/epred.js";
import { frameAsked } from "../prediction/frameAsked.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import type { Columns } from "./Axis.js";
import { expectedSummary, type ExpectedSummary } from "./expectedSummary.js";
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
  const columns = new Map<string, Column>();
  const put = (name: string, values: readonly (number | string)[]) => {
    columns.set(name, asColumn(name, values, fitted.posterior.data?.columns.get(name)?.kind === "number"));
  };
  for (const [name, value] of held) put(name, new Array<number | string>(rows).fill(value));
  for (const [name, values] of given) put(name, values);
  const newdata = { rows, columns };
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

/** @param isNumber Whether the fitted column is one; its levels, where it is a factor, are numbers as text. */
function asColumn(name: string, values: readonly (number | string)[], isNumber: boolean): Column {
  if (isNumber && values.every((value) => Number.isFinite(Number(value)))) {
    return numberColumn(name, Float64Array.from(values, Number));
  }
  const labels = values.map(String);
  return codedColumn(name, labels, [...new Set(labels)].sort());
}

/** As predictions choose the terms. */
function groupsEnter({ groups = "all" }: PredictionOptions): (group: string) => boolean {
  return (group) => groups === "all" || (groups !== "none" && groups.includes(group));
}
