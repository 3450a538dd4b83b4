/** Advice on slopes by group of a column that does not vary within the group. */
import type { Warning } from "../../../engine/core/Warning.js";
import { correlationDraw, scaleDraw } from "../drawNames.js";
import type { Frame, GroupTerm } from "../Frame.js";
import { listed } from "./words.js";

/**
 * That a column is the same in all rows of each level and has a slope by level as well as an intercept: x times a slope is then one number
 * for each level, as the intercept is. One warning for each term.
 */
export function constantSlopeWarnings({ groups }: Pick<Frame, "groups">): readonly Warning[] {
  return groups.flatMap((term) => {
    if (term.related !== undefined || !hasIntercept(term, groups)) return [];
    const constant = term.coefficients.filter((_, k) => isConstantByLevel(term, term.columns[k]));
    return constant.length === 0 ? [] : [warningOf(term, constant)];
  });
}

/** In the term, or in another of the same grouping, as of `(x || g)`. */
function hasIntercept({ grouping, parameter }: GroupTerm, groups: readonly GroupTerm[]): boolean {
  return groups.some(
    (term) =>
      term.grouping === grouping &&
      term.parameter === parameter &&
      term.related === undefined &&
      term.columns.some((column) => column === undefined),
  );
}

function isConstantByLevel({ index, levels }: GroupTerm, column: Float64Array | undefined): boolean {
  if (column === undefined) return false;
  const first = new Float64Array(levels.length).fill(NaN);
  return column.every((value, row) => {
    const level = index[row]!;
    if (Number.isNaN(first[level]!)) first[level] = value;
    return value === first[level];
  });
}

function warningOf(term: GroupTerm, constant: readonly string[]): Warning {
  const { grouping, coefficients, columns, correlated } = term;
  const scales = constant.map((name) => scaleDraw(term, name));
  const own = coefficients.find((_, k) => columns[k] === undefined);
  const correlations = correlated && own !== undefined ? constant.map((name) => correlationDraw(term, own, name)) : [];
  const variables = [...scales, ...correlations];
  const isOne = constant.length === 1;
  const text =
    `${listed(constant)} ${isOne ? "is" : "are each"} the same in all rows of a level of "${grouping}", so that a slope by ${grouping} cannot be told ` +
    `from the level's intercept: ${listed(variables)} ${variables.length === 1 ? "is" : "are"} told by little but ${variables.length === 1 ? "its prior" : "their priors"}. Leave ${listed(constant)} out ` +
    `of the terms of ${grouping}; ${isOne ? "its coefficient" : "their coefficients"} at population level may stay.`;
  return { cause: "constant_slope", variables, text };
}
