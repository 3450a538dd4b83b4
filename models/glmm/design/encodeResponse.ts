/** The response with what stands after its bar, checked against its family. */
import type { Addition, Expression, ResponseFormula } from "../../formula/Formula.js";
import type { FamilyRow } from "../Family.js";
import type { Censoring, Response } from "../Frame.js";
import { checkAddition, checkResponse, checkTrials, checkWhole, refuseAdditions } from "./checkResponse.js";
import { additionParts, expressionColumns } from "../../formula/columnsOf.js";
import { formulaError } from "../../formula/formulaError.js";
import { encodeCategories, encodeColumns } from "./encodeCategories.js";
import { encodeCensoring, encodeTruncation } from "./encodePartlySeen.js";
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
  const additions = formula.additions.filter((addition) => additionParts(addition).every(isThere));
  const isKnown = [formula.expression, ...(formula.columns ?? [])].every(isThere);
  if (!isKnown && additions.length === 0) return undefined;

  const numbers = additions.filter(({ kind }) => kind !== "cens" && kind !== "trunc");
  const given = new Map(
    numbers.map((addition) => {
      const values = evaluateExpression(addition.expression, reading);
      checkAddition(addition, values, reading);
      return [
        addition.kind,
        addition.weighting === "sampling" ? scaledWeights(addition, values, reading) : values,
      ] as const;
    }),
  );
  const { values, categories, columns } = isKnown
    ? responseValues(formula, family, isNewData, reading)
    : { values: allMissing(reading.table.rows) };
  if (!columns) checkResponse(formula, values, family);
  const trials =
    given.get("trials") ?? (columns && family?.additions.includes("trials") ? totals(values, columns) : undefined);
  const [rate, se, weights] = [given.get("rate"), given.get("se"), given.get("weights")];
  if (columns) checkWhole(formula, [values, ...columns], family!, given.get("trials"));
  else if (trials) checkTrials(formula, values, trials);
  const sigma = formula.additions.some((addition) => addition.kind === "se" && addition.sigma);
  const meaning = formula.additions.find(({ kind }) => kind === "weights")?.weighting;
  const [cens, trunc] = (["cens", "trunc"] as const).map((kind) =>
    additions.find((addition) => addition.kind === kind),
  );
  const truncation = trunc && encodeTruncation(trunc, formula, values, reading);
  return {
    name: formula.source,
    values,
    ...(categories ? { categories } : {}),
    ...(columns ? { columns } : {}),
    ...(trials ? { trials } : {}),
    ...(rate ? { rate } : {}),
    ...(se ? { se: { values: se, sigma } } : {}),
    ...(weights && meaning ? { weights: { meaning, values: weights } } : {}),
    ...(cens ? { censoring: endingBy(encodeCensoring(cens, values, reading), truncation?.upper) } : {}),
    ...(truncation ? { truncation } : {}),
  };
}

/** Intervals that reach beyond what could be seen end there. */
function endingBy(censoring: Censoring, most: Float64Array | undefined): Censoring {
  const { upper } = censoring;
  return upper && most ? { ...censoring, upper: upper.map((end, row) => Math.min(end, most[row]!)) } : censoring;
}

type Encoded = Pick<Response, "values" | "categories" | "columns">;

/** The sums of a composition's columns. */
function totals(values: Float64Array, columns: readonly Float64Array[]): Float64Array {
  return values.map((first, row) => columns.reduce((sum, column) => sum + column[row]!, first));
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
): Encoded {
  const { expression, columns = [] } = formula;
  const { table } = reading;
  const names = [expression, ...columns].flatMap(expressionColumns);
  const missing = new Set(isNewData ? names.flatMap((name) => table.columns.get(name)!.missing) : []);
  if (missing.size > 0) {
    const kept = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !missing.has(row));
    const values = allMissing(table.rows);
    if (kept.length === 0) return { values };
    const here = responseValues(formula, family, false, {
      ...reading,
      table: selectRows(table, kept),
      isNewData: true,
    });
    const spread = (some: Float64Array) => {
      const all = allMissing(table.rows);
      kept.forEach((row, i) => (all[row] = some[i]!));
      return all;
    };
    return { ...here, values: spread(here.values), ...(here.columns ? { columns: here.columns.map(spread) } : {}) };
  }
  const kind = family?.categories?.kind;
  if (kind === "composition") {
    const { values, categories } = encodeColumns(formula, family!.name, reading);
    return { values: values[0]!, columns: values.slice(1), categories };
  }
  if (columns.length > 0) {
    throw formulaError(
      reading.text,
      formula.span,
      `cbind() of ${columns.length + 1} columns is for the families multinomial and dirichlet; the family is ${family?.name ?? "another"}.`,
    );
  }
  if (kind) return encodeCategories(formula, kind, family!.name, reading);
  const values = isTextResponse(expression, reading)
    ? encodeSuccesses(formula, family, reading)
    : evaluateExpression(expression, reading);
  return { values };
}

function allMissing(rows: number): Float64Array {
  return new Float64Array(rows).fill(NaN);
}
