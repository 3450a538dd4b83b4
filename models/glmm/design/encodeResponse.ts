/** The response with what stands after its bar, checked against its family. */
import type { Addition, Expression, ResponseFormula } from "../../formula/Formula.js";
import type { FamilyRow } from "../Family.js";
import type { Response } from "../Frame.js";
import { checkAddition, checkResponse, checkTrials, refuseAdditions } from "./checkResponse.js";
import { expressionColumns } from "../../formula/columnsOf.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { recall, type Reading } from "./Reading.js";
import { encodeSuccesses, isTextResponse } from "./encodeSuccesses.js";
import { sumOf } from "../rowWeights.js";
import { selectRows } from "../../../engine/data/missing.js";

/**
 * The response and its additions. A response of two levels is 1 for the second and 0 for the first, if the family is one of
 * single successes.
 *
 * Of new data whatever is there is encoded: an addition without its columns is left out, a response without its column or
 * cell is NaN, and when nothing is there the result is undefined.
 *
 * @throws UserError naming column, row and value for what the family cannot have, and for additions that it has not or lacks.
 */
export function encodeResponse(
  formula: ResponseFormula,
  family: FamilyRow | undefined,
  reading: Reading,
): Response | undefined {
  const { isNewData } = reading;
  recall(reading, formula, () => true);
  if (!isNewData) refuseAdditions(formula, family, reading);
  const isThere = (expression: Expression) =>
    !isNewData || expressionColumns(expression).every((name) => reading.table.columns.has(name));
  const additions = formula.additions.filter(({ expression }) => isThere(expression));
  const isKnown = isThere(formula.expression);
  if (!isKnown && additions.length === 0) return undefined;

  const given = new Map(
    additions.map((addition) => {
      const values = evaluateExpression(addition.expression, reading);
      checkAddition(addition, values, reading);
      return [
        addition.kind,
        addition.weighting === "sampling" ? scaledWeights(addition, values, reading) : values,
      ] as const;
    }),
  );
  const values = isKnown ? responseValues(formula, family, isNewData, reading) : allMissing(reading.table.rows);
  checkResponse(formula, values, family);
  const [trials, rate, se, weights] = [given.get("trials"), given.get("rate"), given.get("se"), given.get("weights")];
  if (trials) checkTrials(formula, values, trials);
  const sigma = formula.additions.some((addition) => addition.kind === "se" && addition.sigma);
  const meaning = formula.additions.find(({ kind }) => kind === "weights")?.weighting;
  return {
    name: formula.source,
    values,
    ...(trials ? { trials } : {}),
    ...(rate ? { rate } : {}),
    ...(se ? { se: { values: se, sigma } } : {}),
    ...(weights && meaning ? { weights: { meaning, values: weights } } : {}),
  };
}

/** Weights of a sample add up to the number of rows fitted; new rows are weighed on the same scale. */
function scaledWeights(addition: Addition, values: Float64Array, reading: Reading): Float64Array {
  const factor = recall(reading, addition, () => values.length / sumOf(values));
  return values.map((weight) => weight * factor);
}

/** The rows of new data whose response is missing are NaN. */
function responseValues(
  formula: ResponseFormula,
  family: FamilyRow | undefined,
  isNewData: boolean,
  reading: Reading,
): Float64Array {
  const { expression } = formula;
  const { table } = reading;
  const missing = new Set(
    isNewData ? expressionColumns(expression).flatMap((name) => table.columns.get(name)!.missing) : [],
  );
  if (missing.size > 0) {
    const kept = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !missing.has(row));
    const values = allMissing(table.rows);
    if (kept.length === 0) return values;
    const here = responseValues(formula, family, false, { ...reading, table: selectRows(table, kept) });
    kept.forEach((row, i) => (values[row] = here[i]!));
    return values;
  }
  return isTextResponse(expression, reading)
    ? encodeSuccesses(formula, family, reading)
    : evaluateExpression(expression, reading);
}

function allMissing(rows: number): Float64Array {
  return new Float64Array(rows).fill(NaN);
}
