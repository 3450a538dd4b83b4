/** Reads group-level terms: `(x | g)`, `(x || g)`, `(x | gr(g, cov = K))`, and `(1 | a/b)`, which is two of them. */
import type { UserError } from "../../engine/core/UserError.js";
import type { GroupFormula } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { effectKeys, groupingKey } from "./groupKeys.js";
import { distinctColumns, joinedColumns } from "./joinedColumns.js";
import { MOST_VARIABLES } from "./limits.js";
import { groupingText } from "./formulaText.js";
import { relatedGrouping, type RelatedGrouping } from "./relatedGrouping.js";
import { sumOfTerms } from "./sumOfTerms.js";
import { unwrapped, type BinarySyntax, type Syntax } from "./Syntax.js";
import { Variables } from "./TermSum.js";
import { UNSUPPORTED_CALLS } from "./unsupported.js";
import { shortened } from "./shortened.js";
import { quotedSource } from "./wording.js";

/**
 * The group-level terms of what stands in parentheses, outermost grouping first.
 *
 * @param outer - the variables of the predictor, for its text and the work done; a group numbers its own
 * @throws UserError with a caret for a grouping that is not of columns, and for terms that a group cannot have
 */
export function groupFormulas(outer: Variables, bar: BinarySyntax): readonly GroupFormula[] {
  const { text } = outer;
  refuseSecondBar(text, bar);
  const variables = new Variables(text, outer.work);
  const sum = sumOfTerms(bar.left, variables, (_, span) => {
    throw formulaError(text, span, "a group-level term cannot stand inside another: add it after, with +.");
  });
  const offset = sum.offsets[0];
  if (offset) throw formulaError(text, offset.span, "an offset stands outside of group-level terms: add it with +.");
  const intercept = sum.coefficient !== undefined || sum.intercept?.present !== false;
  const terms = variables.written(sum.terms);
  if (!intercept && terms.length === 0) {
    throw formulaError(text, bar.left.span, "a group-level term without effects: write (1 | g) or (0 + x | g).");
  }
  const monotonic = terms.flatMap(({ variables: of }) => of).find(({ kind }) => kind === "monotonic");
  if (monotonic) {
    const sentence =
      "monotonic effects that vary by group are not supported: write the column itself, or factor(x), inside the group.";
    throw formulaError(text, monotonic.span, sentence);
  }
  const { span } = bar;
  const source = text.slice(span.start, span.end);
  const correlated = bar.operator === "|";
  return groupings(text, bar.right).map((grouping) => ({ ...grouping, intercept, terms, correlated, source, span }));
}

/** `(x | ID | g)` of brms, and bars gone astray. */
function refuseSecondBar(text: string, bar: BinarySyntax): void {
  const left = unwrapped(bar.left);
  if (bar.left.kind === "parentheses" || left.kind !== "binary" || !["|", "||"].includes(left.operator)) return;
  const sentence =
    "terms that share correlations through an ID, (x | ID | g), are not supported yet: leave out the ID.";
  throw formulaError(text, bar.span, sentence);
}

/** Each grouping: of `a/b`, a and then a:b. */
function groupings(text: string, syntax: Syntax): readonly RelatedGrouping[] {
  const steps: Syntax[] = [];
  let node = unwrapped(syntax);
  if (node.kind === "call" && node.name === "gr") return [relatedGrouping(text, node)];
  while (node.kind === "binary" && node.operator === "/") {
    if (steps.push(node.right) > MOST_VARIABLES) {
      throw formulaError(text, node.span, `a grouping nests more than ${MOST_VARIABLES} columns.`);
    }
    node = unwrapped(node.left);
  }
  steps.push(node);
  const nested: string[][] = [];
  for (const step of steps.reverse()) {
    refuseOtherGroupings(text, step);
    nested.push([...(nested.at(-1) ?? []), ...joinedColumns(text, step, "(1 | g)")]);
  }
  distinctColumns(text, syntax.span, nested.at(-1)!);
  return nested.map((grouping) => ({ grouping }));
}

/** What people write after the bar that is no column: sums, products, calls of brms. */
function refuseOtherGroupings(text: string, step: Syntax): void {
  const node = unwrapped(step);
  if (node.kind === "call" && UNSUPPORTED_CALLS.has(node.name) && !["as.factor", "gr"].includes(node.name)) {
    const span = { start: node.span.start, end: node.span.start + node.name.length };
    throw formulaError(text, span, `${node.name}() ${UNSUPPORTED_CALLS.get(node.name)!}.`);
  }
  if (node.kind !== "binary" || (node.operator !== "+" && node.operator !== "*")) return;
  const [a, b] = [node.left, node.right].map(({ span }) => quotedSource(text, span).slice(1, -1));
  const both = node.operator === "*" ? ` + (1 | ${a}:${b})` : "";
  throw formulaError(text, node.span, `each grouping has a term of its own: write (1 | ${a}) + (1 | ${b})${both}.`);
}

/**
 * Refuses effects that a grouping would have twice.
 *
 * @throws UserError that names the grouping and the effect, with a caret at the later term
 */
export function refuseRepeatedGroups(text: string, groups: readonly GroupFormula[]): void {
  const seen = new Map<string, Set<string>>();
  for (const group of groups) {
    const key = groupingKey(group);
    const effects = seen.get(key) ?? new Set();
    seen.set(key, effects);
    for (const [k, effect] of effectKeys(group).entries()) {
      if (effects.has(effect)) throw repeated(text, group, k);
      effects.add(effect);
    }
  }
}

function repeated(text: string, group: GroupFormula, k: number): UserError {
  const term = group.intercept ? group.terms[k - 1] : group.terms[k];
  const effect = term?.variables.map(({ source }) => shortened(source)).join(":") ?? "1";
  const grouping = groupingText(group);
  const what = term ? `the slope of ${effect}` : "the intercept";
  const mend = term
    ? `leave one out, as in (0 + ${effect} | ${grouping}) once`
    : `leave one out, or write (0 + x | ${grouping}) for the slope of another term alone`;
  return formulaError(text, group.span, `${what} varies by ${shortened(grouping)} in two group-level terms: ${mend}.`);
}
