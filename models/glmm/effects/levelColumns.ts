/** Levels of the groups whose means are predictors, for rows that no data have. */
import { ownLevels, type Columns } from "./Axis.js";
import type { PredictorColumns } from "./PredictorColumns.js";

/**
 * Where group means are predictors, every row is of a level of its own, unless a condition names one.
 *
 * @param conditions Values of columns by name.
 */
export function levelColumns(
  { groupings, formulas }: PredictorColumns,
  conditions: Readonly<Record<string, unknown>>,
  rows: number,
): Columns {
  const read = formulas.flatMap(({ predictor }) =>
    predictor.terms.flatMap(({ variables }) =>
      variables.flatMap((variable) => ("grouping" in variable ? variable.grouping : [])),
    ),
  );
  const names = [...new Set(read)].filter((name) => groupings.has(name) && !Object.hasOwn(conditions, name));
  return new Map(names.flatMap((name) => [...ownLevels(name, rows)]));
}
