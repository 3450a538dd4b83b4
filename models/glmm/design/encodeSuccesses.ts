/** A response of two levels as failures and successes. */
import type { FactorColumn } from "../../../engine/core/Table.js";
import type { Expression, ResponseFormula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { FamilyRow } from "../Family.js";
import { readColumn, readFactor, readNumbers, unknownLevel } from "./readColumn.js";
import { isRemembered, recall, type Reading } from "./Reading.js";

/** Whether a response is a column of text, or one declared a factor; so it stays in new data. */
export function isTextResponse(
  expression: Expression,
  reading: Reading,
): expression is Expression & { kind: "column" } {
  if (expression.kind !== "column") return false;
  if (isRemembered(reading, expression)) return true;
  return (
    readColumn(reading, expression.name, expression.span).kind === "factor" || reading.factors.has(expression.name)
  );
}

/**
 * 1 for the second level and 0 for the first: by code point, or as declared.
 *
 * @throws UserError when the family is not one of single successes, when there are not two levels, and for a level of new
 * data that the fitted rows lack.
 */
export function encodeSuccesses(
  formula: ResponseFormula,
  family: FamilyRow | undefined,
  reading: Reading,
): Float64Array {
  const { name, span } = formula.expression as Expression & { kind: "column" };
  const isOfTrials = formula.additions.some(({ kind }) => kind === "trials");
  // Of any other family text is a slip, which the reader of numbers tells of.
  if ((family && family.mean !== "unit") || isOfTrials) return readNumbers(reading, name, span);
  if (family && !(family.isResponse(0) && family.isResponse(1))) return readNumbers(reading, name, span);
  const { isNewData } = reading;
  const factor = readFactor(reading, name, span, !isNewData);
  const levels = recall(reading, formula.expression, () => successLevels(factor, formula, reading));
  return Float64Array.from(factor.codes, (code) => {
    const place = levels.indexOf(factor.levels[code]!);
    if (place >= 0) return place;
    throw formulaError(reading.text, span, unknownLevel(name, factor.levels[code]!, levels));
  });
}

/** Failure, then success. Rows left out may have held one of the two, so the column's levels count if they are two. */
function successLevels(factor: FactorColumn, formula: ResponseFormula, reading: Reading): readonly string[] {
  const { name, levels } = factor;
  const column = reading.table.columns.get(name)!;
  const all = reading.factors.get(name) ?? (column.kind === "factor" ? column.levels : levels);
  const two = all.length === 2 ? all : levels;
  if (two.length === 2) return two;
  const [only] = two;
  if (two.length === 1 && isTrue.has(only!)) return [`not ${only}`, only!];
  if (two.length === 1 && isFalse.has(only!)) return [only!, `not ${only}`];
  const shown =
    two
      .slice(0, 6)
      .map((level) => `"${level}"`)
      .join(", ") + (two.length > 6 ? ", …" : "");
  throw formulaError(
    reading.text,
    formula.span,
    `the response "${name}" has ${two.length} ${two.length === 1 ? "level" : "levels"}, ${shown}, where success and failure need two.`,
  );
}

const isTrue: ReadonlySet<string> = new Set(["true", "TRUE", "True", "1"]);
const isFalse: ReadonlySet<string> = new Set(["false", "FALSE", "False", "0"]);
