/** Rows over which predictors vary, as a table that a fit can encode. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { codedColumn, numberColumn } from "../../../engine/data/column.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Columns } from "./Axis.js";
import type { HeldValues } from "./PredictorColumns.js";

/**
 * A table of so many rows.
 *
 * @param held Columns that are the same in every row.
 * @param given Columns that vary; what both name varies.
 */
export function gridTable({ posterior }: FittedGlmm, rows: number, held: HeldValues, given: Columns): Table {
  const columns = new Map<string, Column>();
  const put = (name: string, values: readonly (number | string)[]) => {
    columns.set(name, asColumn(name, values, posterior.data?.columns.get(name)?.kind === "number"));
  };
  for (const [name, value] of held) put(name, new Array<number | string>(rows).fill(value));
  for (const [name, values] of given) put(name, values);
  return { rows, columns };
}

/** @param isNumber Whether the fitted column is one; its levels, where it is a factor, are numbers as text. */
function asColumn(name: string, values: readonly (number | string)[], isNumber: boolean): Column {
  if (isNumber && values.every((value) => Number.isFinite(Number(value)))) {
    return numberColumn(name, Float64Array.from(values, Number));
  }
  const labels = values.map(String);
  return codedColumn(name, labels, [...new Set(labels)].sort());
}
