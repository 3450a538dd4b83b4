/** Groupings: columns joined by `:`. */
import { formulaError } from "./formulaError.js";
import type { Span } from "./Formula.js";
import { MOST_VARIABLES } from "./limits.js";
import { isReserved } from "./sourceOf.js";
import { unwrapped, type Syntax } from "./Syntax.js";
import { shortened } from "./shortened.js";

/**
 * The columns of `a:b:c`.
 *
 * @param where - the construct, for messages
 * @throws UserError with a caret for anything but names joined by `:`, and for a name twice
 */
export function joinedColumns(text: string, syntax: Syntax, where: string): readonly string[] {
  const columns: string[] = [];
  const visit = (part: Syntax): void => {
    let node = unwrapped(part);
    const rights: Syntax[] = [];
    while (node.kind === "binary" && node.operator === ":") {
      rights.push(node.right);
      node = unwrapped(node.left);
    }
    columns.push(groupingColumn(text, node, where));
    for (const right of rights.reverse()) visit(right);
  };
  visit(syntax);
  return distinctColumns(text, syntax.span, columns);
}

/** The name of a grouping column. @throws UserError for anything else */
function groupingColumn(text: string, node: Syntax, where: string): string {
  if (node.kind === "name" && (node.quoted || !isReserved(node.name))) return node.name;
  throw formulaError(text, node.span, groupingSentence(node, where));
}

/** Refuses a grouping that names a column twice. */
export function distinctColumns(text: string, span: Span, columns: readonly string[]): readonly string[] {
  if (columns.length > MOST_VARIABLES) {
    throw formulaError(text, span, `a grouping joins more than ${MOST_VARIABLES} columns: make one column of them.`);
  }
  const twice = columns.find((column, k) => columns.indexOf(column) < k);
  if (twice === undefined) return columns;
  throw formulaError(text, span, `the grouping names "${shortened(twice)}" twice: once is enough.`);
}

function groupingSentence(node: Syntax, where: string): string {
  if (node.kind === "call" && ["factor", "as.factor"].includes(node.name)) {
    return "grouping columns are categories by themselves: write the column without factor().";
  }
  if (node.kind === "call" && node.name === "gr") {
    return "gr() stands alone after the bar of a group-level term: write all columns inside it, as in gr(a:b, cov = K).";
  }
  if (node.kind === "number") return `a grouping is a column, not a number: ${where}.`;
  return `a grouping is a column or columns joined by ":", as in ${where}; make a column of anything else.`;
}
