/** `between(x | g)`, the mean of each row's group, and `within(x | g)`, the deviation from it. */
import type { Variable } from "../../formula/Formula.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { groupLabels } from "./groupLabels.js";
import { recall, type Reading } from "./Reading.js";

/**
 * One number a row. Means are over the fitted rows: a new row of a known group uses the stored mean, one of a new group the
 * mean of that group's own rows in the new table.
 *
 * @throws UserError as {@link evaluateExpression} and {@link groupLabels}.
 */
export function groupMeans(variable: Variable & { kind: "within" | "between" }, reading: Reading): Float64Array {
  const values = evaluateExpression(variable.expression, reading);
  const { levels, codes } = groupLabels(variable.grouping, variable.span, reading);
  const own = meansOf(values, codes, levels.length);
  const fitted = recall(reading, variable, () => new Map(levels.map((level, code) => [level, own[code]!])));
  const means = levels.map((level, code) => fitted.get(level) ?? own[code]!);
  const between = values.map((_, row) => means[codes[row]!]!);
  return variable.kind === "between" ? between : values.map((value, row) => value - between[row]!);
}

/** Mean of each group, with one step of correction for rounding: a group of equal values deviates by exactly 0. */
function meansOf(values: Float64Array, codes: Int32Array, groups: number): Float64Array {
  const counts = new Float64Array(groups);
  const means = new Float64Array(groups);
  const rests = new Float64Array(groups);
  for (let row = 0; row < codes.length; row += 1) {
    counts[codes[row]!]! += 1;
    means[codes[row]!]! += values[row]!;
  }
  for (let group = 0; group < groups; group += 1) means[group]! /= counts[group]!;
  for (let row = 0; row < codes.length; row += 1) rests[codes[row]!]! += values[row]! - means[codes[row]!]!;
  return means.map((mean, group) => mean + rests[group]! / counts[group]!);
}
