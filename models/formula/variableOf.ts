/** Reads one variable of a term: a column, factor(), mo(), I(), a function, poly(), within() or between(). */
import { refuseRepeated, truthOf } from "./callArguments.js";
import { expressionOf, unknownFunction } from "./expressionOf.js";
import type { Expression, Variable } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { FORMULA_FUNCTIONS } from "./functions.js";
import { joinedColumns } from "./joinedColumns.js";
import { HIGHEST_DEGREE } from "./limits.js";
import { isReserved, nameText, sourceOf } from "./sourceOf.js";
import { unwrapped, type CallSyntax, type Syntax } from "./Syntax.js";
import { shortened } from "./shortened.js";
import { arityWords } from "./wording.js";

/**
 * The variable that a name or a call says.
 *
 * @param text - of the formula, for its source and for messages
 * @throws UserError with a caret for calls that are unknown or lack what they need
 */
export function variableOf(text: string, syntax: Extract<Syntax, { kind: "name" | "call" }>): Variable {
  return syntax.kind === "name" ? columnVariable(text, syntax) : calledVariable(text, syntax);
}

function columnVariable(text: string, syntax: Extract<Syntax, { kind: "name" }>): Variable {
  const { name, quoted, span } = syntax;
  if (quoted || !isReserved(name)) return { kind: "column", name, source: nameText(name), span };
  const sentence =
    name === "."
      ? '"." for all other columns is not supported: name each column, with + between them.'
      : `${name} is no term: write the name of a column, or 1 and 0 for with and without an intercept.`;
  throw formulaError(text, span, sentence);
}

function calledVariable(text: string, syntax: CallSyntax): Variable {
  const { name, span } = syntax;
  const source = sourceOf(text, span);
  switch (name) {
    case "factor":
      return { kind: "factor", name: columnOf(text, syntax), source, span };
    case "mo":
      return { kind: "monotonic", name: columnOf(text, syntax), source, span };
    case "poly":
      return { kind: "poly", ...polynomial(text, syntax), source, span };
    case "within":
    case "between":
      return { kind: name, ...grouped(text, syntax), source, span };
    case "I":
      return { kind: "expression", expression: expressionOf(text, syntax), source, span };
    default:
      if (!FORMULA_FUNCTIONS.has(name)) throw unknownFunction(text, syntax);
      return { kind: "expression", expression: expressionOf(text, syntax), source, span };
  }
}

/** The column of `factor(x)` or `mo(x)`. */
function columnOf(text: string, syntax: CallSyntax): string {
  const { name: call, arguments: list, span } = syntax;
  if (list.length > 1 || list.some(({ name }) => name !== undefined)) {
    throw formulaError(
      text,
      span,
      `${call}() takes one column; give levels in order with --factor x=a,b,c (in TypeScript \`factors\`).`,
    );
  }
  if (list.length === 0) throw formulaError(text, span, arityWords(call, [1, 1], 0));
  const column = unwrapped(list[0]!.value);
  if (column.kind === "name" && (column.quoted || !isReserved(column.name))) return column.name;
  throw formulaError(
    text,
    column.span,
    `${call}() takes the name of one column, not an expression: make a column of it.`,
  );
}

interface Polynomial {
  readonly expression: Expression;
  readonly degree: number;
  readonly raw: boolean;
}

/** `poly(x, 2)`, `poly(x, degree = 2)`, `poly(x, 2, raw = TRUE)`. */
function polynomial(text: string, syntax: CallSyntax): Polynomial {
  const { span } = syntax;
  const positional = syntax.arguments.filter(({ name }) => name === undefined);
  const named = (name: string) => syntax.arguments.find((argument) => argument.name === name);
  const stray = syntax.arguments.find(({ name }) => name !== undefined && !["degree", "raw"].includes(name));
  if (stray !== undefined) {
    const sentence = `poly() has no argument "${shortened(stray.name!)}"; it takes poly(x, 2) or poly(x, 2, raw = TRUE).`;
    throw formulaError(text, stray.span, sentence);
  }
  refuseRepeated(text, syntax);
  const degree = named("degree") ?? positional[1];
  if (positional.length === 0 || degree === undefined || positional.length > (named("degree") ? 1 : 2)) {
    throw formulaError(text, span, "poly() takes a column and a degree, as in poly(x, 2) or poly(x, 2, raw = TRUE).");
  }
  const raw = named("raw");
  return {
    expression: expressionOf(text, positional[0]!.value),
    degree: degreeOf(text, degree.value),
    raw: raw !== undefined && truthOf(text, raw),
  };
}

function degreeOf(text: string, syntax: Syntax): number {
  const number = unwrapped(syntax);
  const isDegree = number.kind === "number" && Number.isInteger(number.value) && number.value >= 1;
  if (isDegree && number.value <= HIGHEST_DEGREE) return number.value;
  const sentence = `the degree of poly() is a whole number from 1 to ${HIGHEST_DEGREE}; each polynomial is of one column.`;
  throw formulaError(text, syntax.span, sentence);
}

/** `within(x | g)` and `between(x | a:b)`. */
function grouped(text: string, syntax: CallSyntax): { expression: Expression; grouping: readonly string[] } {
  const { name, arguments: list } = syntax;
  const bar = list.length === 1 && list[0]!.name === undefined ? unwrapped(list[0]!.value) : undefined;
  if (bar?.kind !== "binary" || bar.operator !== "|") {
    const sentence = `${name}() takes a column, a bar and a grouping column, as in ${name}(x | g).`;
    throw formulaError(text, syntax.span, sentence);
  }
  return { expression: expressionOf(text, bar.left), grouping: joinedColumns(text, bar.right, `${name}(x | g)`) };
}
