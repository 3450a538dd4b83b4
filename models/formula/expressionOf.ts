/** Reads arithmetic: what stands in I(), in functions, in offsets and on the left side. */
import type { UserError } from "../../engine/core/UserError.js";
import type { BinaryOperator, Expression, Span } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { FORMULA_FUNCTIONS } from "./functions.js";
import { MOST_PARTS } from "./limits.js";
import { isReserved } from "./sourceOf.js";
import { chainOf, type CallSyntax, type Syntax } from "./Syntax.js";
import { UNSUPPORTED_CALLS } from "./unsupported.js";
import { shortened } from "./shortened.js";
import { arityWords, nearestOf } from "./wording.js";

/** Terms that look like functions of numbers and are none. */
const TERMS_ONLY = new Set(["factor", "poly", "within", "between", "offset", "mo"]);
const COMPARISONS = new Set<string>(["==", "!=", "<", "<=", ">", ">="]);

/**
 * The expression that a tree says, row by row.
 *
 * @param text - of the formula, for messages
 * @throws UserError with a caret for what is no arithmetic: interactions, bars, text that is not compared, unknown functions
 */
export function expressionOf(text: string, syntax: Syntax): Expression {
  return new ExpressionReader(text).read(syntax);
}

class ExpressionReader {
  private parts = 0;

  constructor(private readonly text: string) {}

  read(syntax: Syntax): Expression {
    const { first, joints } = chainOf(syntax);
    let left = this.operand(first);
    for (const joint of joints) {
      const operator = this.arithmetic(joint);
      const right = this.read(joint.right);
      this.checkText(operator, left, right);
      left = { kind: "binary", operator, left, right, span: joint.span };
      this.count(joint.span);
    }
    return left;
  }

  private operand(syntax: Syntax): Expression {
    const { span } = syntax;
    this.count(span);
    switch (syntax.kind) {
      case "number":
        return { kind: "number", value: syntax.value, span };
      case "text":
        return { kind: "text", value: syntax.value, span };
      case "name":
        if (!syntax.quoted && isReserved(syntax.name)) throw this.reserved(syntax.name, span);
        return { kind: "column", name: syntax.name, span };
      case "unary":
        return { kind: "unary", operator: syntax.operator, operand: this.number(syntax.operand), span };
      case "call":
        return this.call(syntax);
      case "parentheses":
        return this.read(syntax.body);
      case "binary":
        return this.read(syntax);
    }
  }

  /** An operand that must not be text. */
  private number(syntax: Syntax): Expression {
    const expression = this.read(syntax);
    if (expression.kind === "text") throw this.strayText(expression.span);
    return expression;
  }

  private call(syntax: CallSyntax): Expression {
    const { name, span } = syntax;
    const named = syntax.arguments.find((argument) => argument.name !== undefined);
    if (name === "I" && syntax.arguments.length === 1 && named === undefined)
      return this.number(syntax.arguments[0]!.value);
    const known = FORMULA_FUNCTIONS.get(name);
    if (known === undefined) throw this.unknownCall(syntax);
    if (named !== undefined) {
      const mend = name === "log" ? "; log2() and log10() have their bases" : "";
      throw this.error(named.span, `${name}() takes no argument with a name, "${shortened(named.name!)} ="${mend}.`);
    }
    const count = syntax.arguments.length;
    const [least, most] = known.arity;
    if (count < least || count > most) throw this.error(span, arityWords(name, known.arity, count));
    return { kind: "call", name, arguments: syntax.arguments.map(({ value }) => this.number(value)), span };
  }

  private arithmetic(joint: Extract<Syntax, { kind: "binary" }>): BinaryOperator {
    const { operator, span } = joint;
    if (operator === ":") {
      throw this.error(
        span,
        "an interaction a:b cannot stand inside arithmetic; write a * b for the product of numbers.",
      );
    }
    if (operator === "|" || operator === "||") {
      throw this.error(
        span,
        `${operator} cannot stand inside arithmetic; for either of two comparisons write I((a > 1) + (b > 1) > 0).`,
      );
    }
    return operator;
  }

  /** Text is a level: it stands beside == or !=, and not on both sides. */
  private checkText(operator: BinaryOperator, left: Expression, right: Expression): void {
    const stray = left.kind === "text" ? left : right.kind === "text" ? right : undefined;
    if (stray === undefined) return;
    const other = stray === left ? right : left;
    if (other.kind === "text" || !["==", "!="].includes(operator)) throw this.strayText(stray.span);
    if (other.kind !== "column")
      throw this.error(other.span, 'text can be compared with a column alone, as in arm == "drug".');
  }

  private strayText(span: Span): UserError {
    return this.error(span, 'text can only be compared with a column by == or !=, as in I(arm == "drug").');
  }

  private reserved(name: string, span: Span): UserError {
    if (name === ".") return this.error(span, '"." for all columns is not supported: name each column.');
    const truth = name === "TRUE" || name === "FALSE";
    const mend = truth
      ? `write ${name === "TRUE" ? 1 : 0}, or compare with a level, as in x == "${name}"`
      : "rows with missing cells are dropped with --na drop";
    return this.error(span, `${name} cannot stand in an expression: ${mend}.`);
  }

  private unknownCall(syntax: CallSyntax): UserError {
    const { name, span } = syntax;
    if (name === "I") return this.error(span, arityWords("I", [1, 1], syntax.arguments.length));
    if (TERMS_ONLY.has(name)) {
      return this.error(span, `${name}() is a term of its own: it cannot stand inside another function or arithmetic.`);
    }
    return unknownFunction(this.text, syntax);
  }

  private count(span: Span): void {
    this.parts += 1;
    if (this.parts <= MOST_PARTS) return;
    throw this.error(span, `an expression has more than ${MOST_PARTS} parts: make a column of it.`);
  }

  private error(span: Span, sentence: string): UserError {
    return formulaError(this.text, span, sentence);
  }
}

/** Whether a tree compares at its top. */
export function isComparison(syntax: Syntax): boolean {
  return syntax.kind === "binary" && COMPARISONS.has(syntax.operator);
}

/** The sentence for a call of a function that does not exist, here or anywhere. */
export function unknownFunction(text: string, syntax: CallSyntax): UserError {
  const name = shortened(syntax.name);
  const span = { start: syntax.span.start, end: syntax.span.start + syntax.name.length };
  const unsupported = UNSUPPORTED_CALLS.get(syntax.name);
  if (unsupported !== undefined) return formulaError(text, span, `${name}() ${unsupported}.`);
  const names = [...FORMULA_FUNCTIONS.keys(), ...TERMS_ONLY, "I"];
  // A single letter is near to anything short.
  const near = syntax.name.length < 2 ? undefined : nearestOf(syntax.name, names);
  const mend =
    near === undefined ? `the functions are ${names.join(", ")}; for a product write *` : `did you mean ${near}()?`;
  return formulaError(text, span, `there is no function ${name}(); ${mend}${near === undefined ? "." : ""}`);
}
