/** What is known of responses that are censored or truncated. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Addition, ResponseFormula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { Censored, Censoring, Response } from "../Frame.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { readFactor, readColumn } from "./readColumn.js";
import type { Reading } from "./Reading.js";

/** As brms and survival write it. */
const kinds: ReadonlyMap<string, Censored> = new Map([
  ["0", "none"],
  ["1", "right"],
  ["-1", "left"],
  ["2", "interval"],
  ["none", "none"],
  ["right", "right"],
  ["left", "left"],
  ["interval", "interval"],
  ["false", "none"],
  ["true", "right"],
]);

/**
 * How each row is censored: 0 or "none", 1, TRUE or "right", -1 or "left", 2 or "interval".
 *
 * @throws UserError for another code, for intervals without an upper end, and for an end that is not above its lower one.
 */
export function encodeCensoring(addition: Addition, responses: Float64Array, reading: Reading): Censoring {
  const { expression, upper, source, span } = addition;
  const codes = codesOf(addition, reading);
  const kind = codes.map((code, row) => {
    const known = kinds.get(code.toLowerCase());
    if (known !== undefined) return known;
    throw formulaError(
      reading.text,
      expression.span,
      `${source} holds "${code}" in row ${row + 1}: it must be 0 or "none", 1 or "right", -1 or "left", 2 or "interval".`,
    );
  });
  if (!kind.includes("interval")) return { kind };
  if (!upper) {
    const row = kind.indexOf("interval") + 1;
    throw formulaError(
      reading.text,
      span,
      `row ${row} is an interval, whose upper end is not given: write cens(c, y2), y2 being its column.`,
    );
  }
  const ends = evaluateExpression(upper, reading);
  const bad = kind.findIndex((each, row) => each === "interval" && !(ends[row]! > responses[row]!));
  if (bad >= 0 && !Number.isNaN(responses[bad]!)) {
    throw formulaError(
      reading.text,
      upper.span,
      `the interval of row ${bad + 1} ends at ${ends[bad]}, which is not above its lower end ${responses[bad]}.`,
    );
  }
  return { kind, upper: ends.map((end, row) => (kind[row] === "interval" ? end : NaN)) };
}

function codesOf({ expression }: Addition, reading: Reading): readonly string[] {
  if (expression.kind === "column") {
    const column = readColumn(reading, expression.name, expression.span);
    if (column.kind === "factor") {
      const { codes, levels } = readFactor(reading, expression.name, expression.span, false);
      return Array.from(codes, (code) => levels[code]!);
    }
  }
  return Array.from(evaluateExpression(expression, reading), String);
}

/**
 * Between which numbers each row could be seen; both ends count as seen.
 *
 * @throws UserError for a response outside of them, and for ends in the wrong order.
 */
export function encodeTruncation(
  { lower, upper, span, source }: Addition,
  { source: name }: ResponseFormula,
  responses: Float64Array,
  reading: Reading,
): NonNullable<Response["truncation"]> {
  const [least, most] = [lower && evaluateExpression(lower, reading), upper && evaluateExpression(upper, reading)];
  const crossed = least && most ? least.findIndex((from, row) => !(from < most[row]!)) : -1;
  if (crossed >= 0) {
    throw formulaError(
      reading.text,
      span,
      `${source} runs from ${least![crossed]} to ${most![crossed]} in row ${crossed + 1}: its lower end must be the smaller one.`,
    );
  }
  const outside = responses.findIndex((y, row) => y < (least?.[row] ?? -Infinity) || y > (most?.[row] ?? Infinity));
  if (outside >= 0) {
    throw new UserError(
      `the response ${name} is ${responses[outside]} in row ${outside + 1}, which ${source} says could not be seen: correct the ends or the row.`,
    );
  }
  return { ...(least ? { lower: least } : {}), ...(most ? { upper: most } : {}) };
}
