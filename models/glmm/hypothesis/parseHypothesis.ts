/** Reads a hypothesis: two expressions of parameters and how they compare. */
import type { UserError } from "../../../engine/core/UserError.js";
import type { BinaryOperator, Expression, Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { MOST_NESTED, MOST_PARTS } from "../../formula/limits.js";
import { hypothesisFunctions } from "./hypothesisFunctions.js";
import { tokenizeHypothesis, type HypothesisToken, type KnownNames } from "./tokenizeHypothesis.js";

/** How the left side compares with the right one. */
export type HypothesisComparison = "<" | ">" | "=";

/** Columns in the expressions are names of parameters. */
export interface ParsedHypothesis {
  readonly left: Expression;
  readonly comparison: HypothesisComparison;
  readonly right: Expression;
  /** Spellings of the parameters in both, each once. */
  readonly names: readonly string[];
}

/** Loosest first, as in R; a sign before an operand stands between `*` and `^`. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["+", 1],
  ["-", 1],
  ["*", 2],
  ["/", 2],
  ["^", 4],
]);
const SIGN_PRECEDENCE = 3;

/**
 * The hypothesis that a text says: arithmetic (`+ - * / ^`), functions and numbers on both sides of one of `<`, `>` and `=`.
 *
 * @throws UserError with a caret for what cannot be read, and for a hypothesis without parameters.
 * @example parseHypothesis("b_x - b_z > 0", known).comparison; // ">"
 */
export function parseHypothesis(text: string, known: KnownNames): ParsedHypothesis {
  const reader = new Reader(text, tokenizeHypothesis(text, known));
  const left = reader.expression(0);
  const comparison = reader.comparison();
  const right = reader.expression(0);
  reader.requireEnd();
  const names = [...new Set([...namesOf(left), ...namesOf(right)])];
  if (names.length > 0) return { left, comparison, right, names };
  throw formulaError(text, { start: 0, end: text.length }, "the hypothesis names no parameter.");
}

function namesOf(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "column":
      return [expression.name];
    case "unary":
      return namesOf(expression.operand);
    case "binary":
      return [...namesOf(expression.left), ...namesOf(expression.right)];
    case "call":
      return expression.arguments.flatMap(namesOf);
    default:
      return [];
  }
}

/** A place in a list of tokens, moving forward. */
class Reader {
  private at = 0;
  private nested = 0;
  private parts = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly HypothesisToken[],
  ) {}

  comparison(): HypothesisComparison {
    const token = this.peek();
    if (isComparison(token)) {
      this.at += 1;
      return token.value as HypothesisComparison;
    }
    if (token.kind !== "end") throw this.unexpected(token);
    const whole = { start: 0, end: this.text.length };
    throw this.error(whole, "a hypothesis compares two sides by <, > or =, as in x - z > 0.");
  }

  requireEnd(): void {
    const token = this.peek();
    if (token.kind === "end") return;
    if (isComparison(token)) {
      throw this.error(token.span, "a hypothesis compares once: for an interval give two, or the option rope.");
    }
    throw this.unexpected(token);
  }

  /** Operands joined by operators that bind at least as tightly as `least`. */
  expression(least: number): Expression {
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const precedence = token.kind === "sign" ? PRECEDENCE.get(token.value) : undefined;
      if (precedence === undefined || precedence < least) return left;
      this.at += 1;
      const right = this.within(token, () => this.expression(token.value === "^" ? SIGN_PRECEDENCE : precedence + 1));
      const span = { start: left.span.start, end: right.span.end };
      left = { kind: "binary", operator: token.value as BinaryOperator, left, right, span };
    }
  }

  private operand(): Expression {
    const token = this.peek();
    const { span, value } = token;
    this.count(span);
    this.at += 1;
    if (token.kind === "number") return { kind: "number", value: Number(value), span };
    if (token.kind === "name") return { kind: "column", name: value, span };
    if (token.kind === "function") return this.call(token);
    if (value === "(") {
      const inside = this.within(token, () => this.expression(0));
      this.close(token);
      return inside;
    }
    if (value === "-" || value === "+") {
      const operand = this.within(token, () => this.expression(SIGN_PRECEDENCE));
      return { kind: "unary", operator: value, operand, span: { start: span.start, end: operand.span.end } };
    }
    throw this.lacking(token);
  }

  private call(token: HypothesisToken): Expression {
    const opening = this.peek();
    this.at += 1;
    const given: Expression[] = [];
    do given.push(this.within(token, () => this.expression(0)));
    while (this.takeComma());
    this.close(opening);
    const span = { start: token.span.start, end: this.tokens[this.at - 1]!.span.end };
    const wanted = hypothesisFunctions.get(token.value)!.arguments;
    if (given.length === wanted) return { kind: "call", name: token.value, arguments: given, span };
    const words = `${wanted} argument${wanted === 1 ? "" : "s"}`;
    throw this.error(span, `${token.value}() takes ${words}; it has ${given.length}.`);
  }

  private takeComma(): boolean {
    const isComma = isSign(this.peek(), ",");
    if (isComma) this.at += 1;
    return isComma;
  }

  private close(opening: HypothesisToken): void {
    const token = this.peek();
    if (isSign(token, ")")) this.at += 1;
    else if (token.kind === "end" || isComparison(token)) {
      throw this.error(opening.span, "the parenthesis ( is opened and never closed.");
    } else throw this.unexpected(token);
  }

  /** Counts what is nested, so that no text can exhaust the stack. */
  private within<T>(token: HypothesisToken, read: () => T): T {
    this.nested += 1;
    if (this.nested > MOST_NESTED) throw this.error(token.span, `more than ${MOST_NESTED} parts stand in one another.`);
    const inside = read();
    this.nested -= 1;
    return inside;
  }

  private count(span: Span): void {
    this.parts += 1;
    if (this.parts > MOST_PARTS) throw this.error(span, `a hypothesis has more than ${MOST_PARTS} parts.`);
  }

  private peek(): HypothesisToken {
    return this.tokens[this.at]!;
  }

  private lacking(token: HypothesisToken): UserError {
    const before = this.tokens[this.at - 2];
    if (before === undefined) return this.error(token.span, "the hypothesis lacks its left side.");
    const what = token.kind === "end" ? "its end" : `"${token.value}"`;
    return this.error(before.span, `something is missing between "${before.value}" and ${what}.`);
  }

  private unexpected(token: HypothesisToken): UserError {
    if (isSign(token, ")")) return this.error(token.span, "the parenthesis ) closes nothing.");
    if (isSign(token, ",")) return this.error(token.span, "a comma stands between arguments only.");
    const before = this.tokens[this.at - 1]!;
    const span = { start: before.span.start, end: token.span.end };
    return this.error(span, "an operator such as - is missing here.");
  }

  private error(span: Span, sentence: string): UserError {
    return formulaError(this.text, span, sentence);
  }
}

function isSign(token: HypothesisToken, sign: string): boolean {
  return token.kind === "sign" && token.value === sign;
}

function isComparison(token: HypothesisToken): boolean {
  return token.kind === "sign" && ["<", ">", "="].includes(token.value);
}
