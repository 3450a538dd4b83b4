/** The columns that a formula reads, and where it names them. */
import type { Addition, Expression, Formula, Span, Variable } from "./Formula.js";
import { tokenize } from "./tokenize.js";

/**
 * Every column that a formula reads, each once: of the response, its additions, the terms, the offsets and the groups, in that
 * order.
 *
 * @example columnsOf(parseFormula("y | trials(n) ~ log(x) + (1 | g:h)")) // ["y", "n", "x", "g", "h"]
 */
export function columnsOf(formula: Formula): readonly string[] {
  const columns = new Set<string>();
  const add = (names: Iterable<string>) => {
    for (const name of names) columns.add(name);
  };
  const { response, predictor } = formula;
  if (response) add(expressionColumns(response.expression));
  for (const column of response?.columns ?? []) add(expressionColumns(column));
  for (const addition of response?.additions ?? []) {
    for (const part of additionParts(addition)) add(expressionColumns(part));
  }
  for (const { variables } of predictor.terms) for (const variable of variables) add(variableColumns(variable));
  for (const { expression } of predictor.offsets) add(expressionColumns(expression));
  for (const { terms, grouping } of predictor.groups) {
    for (const { variables } of terms) for (const variable of variables) add(variableColumns(variable));
    add(grouping);
  }
  return [...columns];
}

/** What an addition is made of, each once. */
export function additionParts({ expression, lower, upper }: Addition): readonly Expression[] {
  return [...new Set([expression, ...(lower ? [lower] : []), ...(upper ? [upper] : [])])];
}

/** The columns that a variable of a term reads. */
export function variableColumns(variable: Variable): readonly string[] {
  if ("name" in variable) return [variable.name];
  const columns = expressionColumns(variable.expression);
  return variable.kind === "within" || variable.kind === "between" ? [...columns, ...variable.grouping] : columns;
}

/** The columns that an expression reads, each once. Walked by a list, since a sum may be a deep tree. */
export function expressionColumns(expression: Expression): readonly string[] {
  const columns = new Set<string>();
  const waiting = [expression];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    if (next.kind === "column") columns.add(next.name);
    else if (next.kind === "unary") waiting.push(next.operand);
    else if (next.kind === "binary") waiting.push(next.right, next.left);
    else if (next.kind === "call") waiting.push(...[...next.arguments].reverse());
  }
  return [...columns];
}

/**
 * Where each column is first named in the formula's text, for errors that point.
 *
 * @example columnSpans(parseFormula("y ~ log(x)")).get("x") // { start: 8, end: 9 }
 */
export function columnSpans(formula: Formula): ReadonlyMap<string, Span> {
  const wanted = new Set(columnsOf(formula));
  const spans = new Map<string, Span>();
  const tokens = tokenize(formula.text);
  for (const [k, token] of tokens.entries()) {
    const [before, next] = [tokens[k - 1], tokens[k + 1]];
    const isCalled = !token.quoted && next?.kind === "sign" && (next.value === "(" || next.value === "=");
    // What an argument is set to is no column, as the t of gr(species, tree = t).
    const isWord = isCalled || (before?.kind === "sign" && before.value === "=");
    if (token.kind !== "name" || isWord || !wanted.has(token.value) || spans.has(token.value)) continue;
    spans.set(token.value, token.span);
  }
  return spans;
}
