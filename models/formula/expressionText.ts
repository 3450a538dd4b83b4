/** Expressions as text again. */
import type { Expression } from "./Formula.js";
import { nameText } from "./sourceOf.js";

const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["==", 1],
  ["!=", 1],
  ["<", 1],
  ["<=", 1],
  [">", 1],
  [">=", 1],
  ["+", 2],
  ["-", 2],
  ["*", 3],
  ["/", 3],
  ["^", 5],
]);
const SIGN_PRECEDENCE = 4;
const ATOM = 6;

/**
 * An expression as it would be written without white space, with the parentheses it needs and no others. Read again it is
 * the same expression.
 *
 * @example expressionText(expression) // "log((x+1)/2)"
 */
export function expressionText(expression: Expression): string {
  return written(expression).text;
}

interface Written {
  readonly text: string;
  readonly precedence: number;
}

function written(expression: Expression): Written {
  switch (expression.kind) {
    case "number":
      return { text: String(expression.value), precedence: ATOM };
    case "text":
      return { text: `"${expression.value.replace(/[\\"]/g, (character) => `\\${character}`)}"`, precedence: ATOM };
    case "column":
      return { text: nameText(expression.name), precedence: ATOM };
    case "call":
      return { text: `${expression.name}(${expression.arguments.map(expressionText).join(",")})`, precedence: ATOM };
    case "unary":
      return { text: expression.operator + enclosed(expression.operand, SIGN_PRECEDENCE), precedence: SIGN_PRECEDENCE };
    case "binary":
      return chain(expression);
  }
}

/** Left operands by a loop, since a sum may be a deep tree. `^` alone groups to the right. */
function chain(expression: Extract<Expression, { kind: "binary" }>): Written {
  const { operator, left, right } = expression;
  const precedence = PRECEDENCE.get(operator)!;
  if (operator === "^") {
    // The base takes no sign; the exponent takes one: 2^-1.
    const exponent = enclosed(right, right.kind === "unary" ? SIGN_PRECEDENCE : precedence);
    return { text: `${enclosed(left, precedence + 1)}^${exponent}`, precedence };
  }
  const parts: string[] = [operator + enclosed(right, precedence + 1)];
  let first = left;
  while (first.kind === "binary" && first.operator !== "^" && PRECEDENCE.get(first.operator) === precedence) {
    parts.push(first.operator + enclosed(first.right, precedence + 1));
    first = first.left;
  }
  return { text: enclosed(first, precedence) + parts.reverse().join(""), precedence };
}

function enclosed(expression: Expression, least: number): string {
  const { text, precedence } = written(expression);
  return precedence < least ? `(${text})` : text;
}
