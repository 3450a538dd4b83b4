/** Computes an expression of a formula over the rows of a table: our own small language, never `eval`. */
import { pow } from "../../../engine/math/pow.js";
import type { BinaryOperator, Expression, Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { expressionColumns } from "../../formula/columnsOf.js";
import { functionValues } from "./functionValues.js";
import { readFactor, readNumbers, unknownLevel } from "./readColumn.js";
import { isRemembered, recall, type Reading } from "./Reading.js";
import { standardising } from "./standardising.js";

/** The same number in every row, or one a row. */
type Numbers = number | Float64Array;

const operations: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": power,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
};

const comparisons: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(["==", "!=", "<", "<=", ">", ">="]);

/**
 * One number a row. Comparisons give 1 or 0. `scale(x)` and `center(x)` use the mean and sd of the rows fitted, also over
 * new data.
 *
 * @throws UserError for an unknown column, text where a number is needed, missing cells, and a result that is not finite,
 * naming its first row.
 * @example evaluateExpression(formula.predictor.offsets[0].expression, reading) // Float64Array of log(time) - 8
 */
export function evaluateExpression(expression: Expression, reading: Reading): Float64Array {
  const values = asRows(evaluate(expression, reading), reading);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return values;
  throw formulaError(
    reading.text,
    expression.span,
    `${textOf(reading, expression.span)} is ${values[row]} in row ${row + 1}, which is not a number a model can use${inputsAt(expression, reading, row)}.`,
  );
}

function evaluate(expression: Expression, reading: Reading): Numbers {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "column":
      return readNumbers(reading, expression.name, expression.span);
    case "text":
      throw formulaError(
        reading.text,
        expression.span,
        `the text "${expression.value}" is used as a number: text can only be compared with a column, by == or !=.`,
      );
    case "unary": {
      const operand = evaluate(expression.operand, reading);
      return expression.operator === "-" ? map(operand, (x) => -x) : operand;
    }
    case "binary": {
      const compared = compareLevels(expression, reading);
      if (compared) return compared;
      const left = evaluate(expression.left, reading);
      return combine(left, evaluate(expression.right, reading), operations[expression.operator]);
    }
    case "call":
      return evaluateCall(expression, reading);
  }
}

function evaluateCall(call: Expression & { kind: "call" }, reading: Reading): Numbers {
  const given = call.arguments.map((argument) => evaluate(argument, reading));
  if (call.name === "scale" || call.name === "center") return standardise(call, asRows(given[0]!, reading), reading);
  const compute = functionValues.get(call.name);
  if (!compute) throw formulaError(reading.text, call.span, `unknown function "${call.name}".`);
  const [x, y = 0, z = 0] = given;
  if (given.length < 3) return combine(x!, y, (a, b) => compute(a, b, 0));
  const [xs, ys, zs] = [asRows(x!, reading), asRows(y, reading), asRows(z, reading)];
  return xs.map((value, i) => compute(value, ys[i]!, zs[i]!));
}

function standardise(call: Expression & { kind: "call" }, values: Float64Array, reading: Reading): Float64Array {
  const { mean, sd } = recall(reading, call, () => standardising(values));
  if (call.name === "center") return values.map((value) => value - mean);
  if (sd > 0) return values.map((value) => (value - mean) / sd);
  const what = textOf(reading, call.span);
  throw formulaError(reading.text, call.span, `${what} divides by a standard deviation of 0: all its rows are equal.`);
}

/** `arm == "drug"` and `period != 2` of a factor, by level; undefined where neither side is text or a factor. */
function compareLevels(
  { operator, left, right, span }: Expression & { kind: "binary" },
  reading: Reading,
): Float64Array | undefined {
  if (!comparisons.has(operator)) return undefined;
  const [column, other] = left.kind === "column" ? [left, right] : [right, left];
  if (column.kind !== "column" || (other.kind !== "text" && other.kind !== "number")) return undefined;
  const isFactor = reading.table.columns.get(column.name)?.kind === "factor" || reading.factors.has(column.name);
  if (other.kind === "number" && !isFactor) return undefined;
  if (operator !== "==" && operator !== "!=") {
    throw formulaError(reading.text, span, `levels of "${column.name}" can only be compared by == or !=.`);
  }
  const { codes, levels } = readFactor(reading, column.name, column.span);
  const wanted = levels.indexOf(String(other.value));
  // New data may lack a level that the fitted rows have.
  if (wanted < 0 && !isRemembered(reading, column)) {
    throw formulaError(reading.text, other.span, unknownLevel(column.name, String(other.value), levels));
  }
  recall(reading, column, () => true);
  const [yes, no] = operator === "==" ? [1, 0] : [0, 1];
  return Float64Array.from(codes, (code) => (code === wanted ? yes : no));
}

function textOf({ text }: Reading, { start, end }: Span): string {
  return text.slice(start, end);
}

function asRows(numbers: Numbers, { table }: Reading): Float64Array {
  return typeof numbers === "number" ? new Float64Array(table.rows).fill(numbers) : numbers;
}

function map(x: Numbers, compute: (x: number) => number): Numbers {
  return typeof x === "number" ? compute(x) : x.map(compute);
}

function combine(a: Numbers, b: Numbers, compute: (a: number, b: number) => number): Numbers {
  if (typeof a === "number") return typeof b === "number" ? compute(a, b) : b.map((value) => compute(a, value));
  return typeof b === "number" ? a.map((value) => compute(value, b)) : a.map((value, i) => compute(value, b[i]!));
}

/** Small whole powers by multiplication, so that squares of whole numbers are whole. */
function power(base: number, exponent: number): number {
  if (!(Number.isInteger(exponent) && exponent >= 0 && exponent <= 8)) return pow(base, exponent);
  let product = 1;
  for (let i = 0; i < exponent; i += 1) product *= base;
  return product;
}

/** The cells of a row that an expression was computed from, for a message: ": x is -1". */
function inputsAt(expression: Expression, reading: Reading, row: number): string {
  const cells = expressionColumns(expression).flatMap((name) => {
    const column = reading.table.columns.get(name);
    return column?.kind === "number" ? [`${name} is ${column.values[row]}`] : [];
  });
  return cells.length === 0 ? "" : `: ${cells.join(", ")}`;
}
