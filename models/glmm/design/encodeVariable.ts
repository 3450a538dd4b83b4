/** One variable of a term as columns, or as a factor whose coding depends on the term. */
import type { FactorColumn } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { readNumber } from "../../../engine/data/csv.js";
import { pow } from "../../../engine/math/pow.js";
import type { Span, Variable } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { groupMeans } from "./groupMeans.js";
import { orthogonalPolynomials, polynomialColumns } from "./orthogonalPolynomials.js";
import { readColumn, readFactor, readNumbers, unknownLevel } from "./readColumn.js";
import { isRemembered, recall, type Reading } from "./Reading.js";

/** A variable over the rows of a table. */
export type EncodedVariable =
  /** Columns of numbers with their names, as R writes them: `x`, `poly(x,2)1`. */
  | { readonly kind: "numbers"; readonly names: readonly string[]; readonly columns: readonly Float64Array[] }
  /** Levels of the fitted rows, and each row's; dummy columns are named by the prefix and a level. */
  | {
      readonly kind: "factor";
      readonly prefix: string;
      readonly levels: readonly string[];
      readonly codes: Int32Array;
    };

/**
 * A variable over the rows of a table. In new data it gets the levels, means and polynomials of the fitted rows.
 *
 * @throws UserError for unknown columns, missing cells, a factor with one level, a level that the fitted rows lack, more
 * degrees than a polynomial can have, and what is no number.
 */
export function encodeVariable(variable: Variable, reading: Reading): EncodedVariable {
  switch (variable.kind) {
    case "column":
      return isFactorColumn(variable, reading)
        ? encodeFactor(variable, reading)
        : oneColumn(variable.source, readNumbers(reading, variable.name, variable.span));
    case "factor":
      return encodeFactor(variable, reading);
    case "expression":
      return oneColumn(variable.source, evaluateExpression(variable.expression, reading));
    case "monotonic":
      // How far up a row is stands beside its columns: see encodeMonotonic.
      return oneColumn(variable.source, new Float64Array(reading.table.rows).fill(1));
    case "poly":
      return encodePolynomial(variable, reading);
    case "within":
    case "between": {
      const inner = textOf(reading, variable.expression.span);
      return oneColumn(`${variable.kind}_${inner}`, groupMeans(variable, reading));
    }
  }
}

function oneColumn(name: string, column: Float64Array): EncodedVariable {
  return { kind: "numbers", names: [name], columns: [column] };
}

/** Whether the fitted rows made the column a factor, which then it is in new data too, whatever these hold. */
function isFactorColumn(variable: Variable & { kind: "column" }, reading: Reading): boolean {
  if (isRemembered(reading, variable)) return recall(reading, variable, () => numbers) !== numbers;
  const { name, span } = variable;
  if (reading.factors.has(name)) return true;
  const column = readColumn(reading, name, span);
  if (column.kind === "factor") {
    refuseStrayText(column, variable, reading);
    return true;
  }
  recall(reading, variable, () => numbers);
  return false;
}

/** What is remembered of a column of numbers. */
const numbers = "numbers";

/** A few words among many numbers are a slip and no level. */
function refuseStrayText(
  { codes, levels }: FactorColumn,
  { name, span }: Variable & { name: string },
  reading: Reading,
) {
  const isNumber = levels.map((level) => readNumber(level) !== undefined);
  const stray = codes.filter((code) => !isNumber[code]);
  const isSlip = strayShare * stray.length < codes.length || (stray.length === 1 && codes.length > fewCells);
  if (stray.length === 0 || !isSlip) return;
  const row = codes.indexOf(stray[0]!);
  throw formulaError(
    reading.text,
    span,
    `"${name}" holds "${levels[stray[0]!]}" in row ${row + 1}, where other cells are numbers: correct the cell, or write ` +
      `factor(${name}) if its numbers are names.`,
  );
}

/** Text in less than a tenth of the cells is taken for a slip, and a single text among more than three. */
const strayShare = 10;
const fewCells = 4;

function encodeFactor(variable: Variable & { kind: "column" | "factor" }, reading: Reading): EncodedVariable {
  const { name, span, source } = variable;
  const { isNewData } = reading;
  const factor = readFactor(reading, name, span, !isNewData);
  const levels = recall(reading, variable, () => factor.levels);
  if (levels.length < 2) throw formulaError(reading.text, span, oneLevel(name, levels[0]!));
  if (levels.length > mostLevels) throw formulaError(reading.text, span, manyLevels(name, levels.length));
  const codes = isNewData ? recode(factor, levels) : factor.codes;
  return { kind: "factor", prefix: source, levels, codes };
}

/** A level that is a coefficient costs a column; beyond so many, effects of a group are meant. */
const mostLevels = 1000;

function manyLevels(name: string, count: number): string {
  return `the factor "${name}" has ${count} levels, a coefficient each: write (1 | ${name}) for an effect of each level.`;
}

/** Codes of new data by the levels fitted. */
function recode(factor: FactorColumn, levels: readonly string[]): Int32Array {
  const place = new Map(levels.map((level, code) => [level, code]));
  const codes = factor.levels.map((level) => {
    const code = place.get(level);
    if (code !== undefined) return code;
    const row = factor.codes.indexOf(factor.levels.indexOf(level));
    throw new UserError(
      `row ${row + 1} of the new data holds a level that the fitted rows lack: ${unknownLevel(factor.name, level, levels)}`,
    );
  });
  return factor.codes.map((code) => codes[code]!);
}

function oneLevel(name: string, level: string): string {
  return `the factor "${name}" has one level, "${level}", in the rows fitted, so it has no effect: leave it out of the formula.`;
}

function encodePolynomial(variable: Variable & { kind: "poly" }, reading: Reading): EncodedVariable {
  const { degree, raw, source, span } = variable;
  const x = evaluateExpression(variable.expression, reading);
  const names = degree === 1 ? [source] : Array.from({ length: degree }, (_, k) => `${source}${k + 1}`);
  if (raw) return { kind: "numbers", names, columns: names.map((_, k) => rawPower(x, k + 1)) };
  const polynomials = recall(reading, variable, () => {
    const made = orthogonalPolynomials(x, degree);
    if (made) return made;
    const different = new Set(x).size;
    throw formulaError(
      reading.text,
      span,
      `a polynomial of degree ${degree} needs more than ${degree} different values, where there are ${different}: lower the degree.`,
    );
  });
  return { kind: "numbers", names, columns: polynomialColumns(polynomials, x) };
}

/** Powers by multiplication, so that those of whole numbers are whole. */
function rawPower(x: Float64Array, exponent: number): Float64Array {
  if (exponent > 16) return x.map((value) => pow(value, exponent));
  const power = x.slice();
  for (let k = 1; k < exponent; k += 1) for (let i = 0; i < x.length; i += 1) power[i]! *= x[i]!;
  return power;
}

function textOf({ text }: Reading, { start, end }: Span): string {
  return text.slice(start, end);
}
