/** A formula as it is written, before it is known what is a term and what a number. */
import type { BinaryOperator, Span } from "./Formula.js";

export type SyntaxOperator = BinaryOperator | ":" | "|" | "||";

/** One argument of a call, with its name in `raw = TRUE`. */
export interface Argument {
  readonly name?: string;
  readonly value: Syntax;
  readonly span: Span;
}

export type Syntax = { readonly span: Span } & (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "name"; readonly name: string; readonly quoted: boolean }
  | { readonly kind: "parentheses"; readonly body: Syntax }
  | { readonly kind: "unary"; readonly operator: "-" | "+"; readonly operand: Syntax }
  | { readonly kind: "binary"; readonly operator: SyntaxOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Argument[] }
);

export type BinarySyntax = Extract<Syntax, { kind: "binary" }>;
export type CallSyntax = Extract<Syntax, { kind: "call" }>;

/** The two sides of `~`. */
export interface Sides {
  readonly text: string;
  readonly left: Syntax;
  readonly right: Syntax;
}

/** What parentheses hold, however many there are. */
export function unwrapped(syntax: Syntax): Syntax {
  let inner = syntax;
  while (inner.kind === "parentheses") inner = inner.body;
  return inner;
}

/**
 * The chain `a op b op c …` of a left-associative tree: its first operand and the joints in order. Walked by a loop, since a
 * chain may be as long as the text, while what is nested otherwise is limited.
 */
export function chainOf(syntax: Syntax): { readonly first: Syntax; readonly joints: readonly BinarySyntax[] } {
  const joints: BinarySyntax[] = [];
  let first = syntax;
  while (first.kind === "binary") {
    joints.push(first);
    first = first.left;
  }
  return { first, joints: joints.reverse() };
}
