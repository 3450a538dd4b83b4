/** The columns that an expression reads. */
import type { Expression } from "../../formula/Formula.js";

/** Names in the order of the text, each once. */
export function columnNames(expression: Expression): string[] {
  return [...new Set(walk(expression))];
}

function walk(expression: Expression): string[] {
  switch (expression.kind) {
    case "column":
      return [expression.name];
    case "unary":
      return walk(expression.operand);
    case "binary":
      return [...walk(expression.left), ...walk(expression.right)];
    case "call":
      return expression.arguments.flatMap(walk);
    default:
      return [];
  }
}
