/** Reads the tokens of a formula into trees of the two sides of `~`, by operator precedence. */
import type { UserError } from "../../engine/core/UserError.js";
import type { Span } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { MOST_NESTED } from "./limits.js";
import { shortened } from "./shortened.js";
import type { Argument, Sides, Syntax, SyntaxOperator } from "./Syntax.js";
import { tokenize, type Token } from "./tokenize.js";

/** R's order of operators, loosest first (R Language Definition, 3.1.4). */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["|", 1],
  ["||", 1],
  ["==", 2],
  ["!=", 2],
  ["<", 2],
  ["<=", 2],
  [">", 2],
  [">=", 2],
  ["+", 3],
  ["-", 3],
  ["*", 4],
  ["/", 4],
  [":", 5],
  ["^", 7],
]);
/** Signs before an operand bind tighter than `:` and looser than `^`. */
const SIGN_PRECEDENCE = 6;

/**
 * The two sides of a formula.
 *
 * @throws UserError with a caret when the text does not have the shape `response ~ terms`
 */
export function parseSides(text: string): Sides {
  const reader = new Reader(text, tokenize(text));
  reader.requireTilde();
  const left = reader.expression(0);
  reader.take("~");
  reader.requireTerms();
  const right = reader.expression(0);
  reader.requireEnd();
  return { text, left, right };
}

/** A place in a list of tokens, moving forward. */
class Reader {
  private at = 0;
  private nested = 0;
  /** Parentheses that are open, for the one that is never closed. */
  private readonly open: Token[] = [];

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  requireTilde(): void {
    const [first, second] = this.tokens;
    if (first!.kind === "end") throw this.error(first!.span, "the formula is empty; write one such as y ~ x.");
    const tilde = this.tokens.find((token) => isSign(token, "~"));
    if (tilde !== undefined && tilde === first) {
      const lacks = second!.kind === "end" ? "both its sides" : "its response: put a column before ~, as in y ~ x";
      throw this.error(first!.span, `the formula lacks ${lacks}.`);
    }
    if (tilde !== undefined) return;
    const equals = this.tokens.find((token) => isSign(token, "=") || isSign(token, "=="));
    if (equals !== undefined) throw this.error(equals.span, "a formula joins its sides with ~: write ~ in place of =.");
    const whole = { start: first!.span.start, end: this.tokens.at(-2)!.span.end };
    throw this.error(whole, "a formula needs ~ between its response and its terms, as in y ~ x.");
  }

  requireTerms(): void {
    if (this.peek().kind !== "end") return;
    const sentence = "nothing stands after ~: write the terms, or 1 for an intercept alone.";
    throw this.error(this.tokens[this.at - 1]!.span, sentence);
  }

  requireEnd(): void {
    if (this.peek().kind !== "end") throw this.unexpected();
  }

  take(sign: string): Token {
    const token = this.peek();
    if (!isSign(token, sign)) throw this.unexpected();
    this.at += 1;
    return token;
  }

  /** Operands joined by operators that bind at least as tightly as `least`. */
  expression(least: number): Syntax {
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const precedence = token.kind === "sign" ? PRECEDENCE.get(token.value) : undefined;
      if (precedence === undefined || precedence < least) return left;
      this.at += 1;
      const operator = token.value as SyntaxOperator;
      const right = operator === "^" ? this.within(token, () => this.expression(7)) : this.expression(precedence + 1);
      left = { kind: "binary", operator, left, right, span: { start: left.span.start, end: right.span.end } };
    }
  }

  private operand(): Syntax {
    const token = this.peek();
    const { span, value } = token;
    if (token.kind === "end" || (token.kind === "sign" && !["-", "+", "("].includes(value))) throw this.lacksOperand();
    this.at += 1;
    if (token.kind === "number") return { kind: "number", value: this.finite(token), span };
    if (token.kind === "text") return { kind: "text", value, span };
    if (value === "(" && token.kind === "sign") return this.parentheses(token);
    if (token.kind === "sign") {
      const operand = this.within(token, () => this.expression(SIGN_PRECEDENCE));
      return {
        kind: "unary",
        operator: value as "-" | "+",
        operand,
        span: { start: span.start, end: operand.span.end },
      };
    }
    const isCall = !token.quoted && isSign(this.peek(), "(");
    return isCall ? this.call(token) : { kind: "name", name: value, quoted: token.quoted, span };
  }

  private parentheses(opening: Token): Syntax {
    if (isSign(this.peek(), ")")) {
      const span = { start: opening.span.start, end: this.peek().span.end };
      throw this.error(span, "nothing stands between these parentheses.");
    }
    const body = this.enclosed(opening, () => this.expression(0));
    return { kind: "parentheses", body, span: this.spanFrom(opening) };
  }

  private call(name: Token): Syntax {
    const opening = this.take("(");
    const list = this.enclosed(opening, () => this.argumentList());
    return { kind: "call", name: name.value, arguments: list, span: this.spanFrom(name) };
  }

  private argumentList(): readonly Argument[] {
    const list: Argument[] = [];
    if (isSign(this.peek(), ")")) return list;
    for (;;) {
      const first = this.peek();
      const named = first.kind === "name" && !first.quoted && isSign(this.tokens[this.at + 1]!, "=");
      if (named) this.at += 2;
      const value = this.expression(0);
      const span = { start: first.span.start, end: value.span.end };
      list.push(named ? { name: first.value, value, span } : { value, span });
      if (!isSign(this.peek(), ",")) return list;
      this.at += 1;
    }
  }

  /** What stands up to the closing parenthesis, which is taken. */
  private enclosed<T>(opening: Token, read: () => T): T {
    this.open.push(opening);
    const inside = this.within(opening, read);
    if (!isSign(this.peek(), ")")) throw this.unexpected();
    this.open.pop();
    this.at += 1;
    return inside;
  }

  /** Counts what is nested, so that no text can exhaust the stack. */
  private within<T>(token: Token, read: () => T): T {
    this.nested += 1;
    if (this.nested > MOST_NESTED) {
      throw this.error(token.span, `more than ${MOST_NESTED} parentheses, calls or signs stand within one another.`);
    }
    const inside = read();
    this.nested -= 1;
    return inside;
  }

  private finite(token: Token): number {
    const value = Number(token.value);
    if (Number.isFinite(value)) return value;
    throw this.error(token.span, `the number ${shortened(token.value)} is too large.`);
  }

  private peek(): Token {
    return this.tokens[this.at]!;
  }

  private spanFrom(first: Token): Span {
    return { start: first.span.start, end: this.tokens[this.at - 1]!.span.end };
  }

  private error(span: Span, sentence: string): UserError {
    return formulaError(this.text, span, sentence);
  }

  /** The sentence for a token that cannot begin an operand. */
  private lacksOperand(): UserError {
    const token = this.peek();
    const before = this.tokens[this.at - 1];
    const unclosed = token.kind === "end" ? this.open.at(-1) : undefined;
    if (unclosed !== undefined) return this.neverClosed(unclosed);
    if (isSign(token, "~")) return before === undefined || isSign(before, "~") ? this.secondTilde() : this.dangling();
    if (isSign(token, "=")) return this.unexpected();
    if (isSign(token, ")") && this.open.length === 0) return this.unexpected();
    if (before !== undefined) return this.dangling();
    return this.error(token.span, `the formula cannot begin with "${token.value}".`);
  }

  /** An operator or comma with nothing after it. */
  private dangling(): UserError {
    const before = this.tokens[this.at - 1]!;
    const token = this.peek();
    if (token.kind === "end")
      return this.error(before.span, `the formula ends after "${before.value}": something is missing.`);
    const span = { start: before.span.start, end: token.span.end };
    return this.error(span, `something is missing between "${before.value}" and "${token.value}".`);
  }

  private neverClosed(opening: Token): UserError {
    return this.error(opening.span, "the parenthesis ( is opened and never closed.");
  }

  private secondTilde(): UserError {
    const sentence = "a formula has one ~; give the formula of another parameter, such as sigma ~ x, by itself.";
    return this.error(this.peek().span, sentence);
  }

  /** A ~ after a whole operand: inside parentheses that close, that do not, or after another ~. */
  private strayTilde(unclosed: Token | undefined): UserError {
    const isSecond = this.tokens.slice(0, this.at).some((token) => isSign(token, "~"));
    if (unclosed === undefined || isSecond) return this.secondTilde();
    const closes = this.tokens.slice(this.at).some((token) => isSign(token, ")"));
    return closes
      ? this.error(this.peek().span, "~ stands inside parentheses: it joins the two sides of the whole formula.")
      : this.neverClosed(unclosed);
  }

  /** The sentence for a token that cannot follow a whole operand. */
  private unexpected(): UserError {
    const token = this.peek();
    const before = this.tokens[this.at - 1];
    const unclosed = this.open.at(-1);
    if (token.kind === "end") {
      return unclosed ? this.neverClosed(unclosed) : this.error(token.span, "the formula ends too early.");
    }
    if (isSign(token, "~")) return this.strayTilde(unclosed);
    if (isSign(token, ")")) return this.error(token.span, "the parenthesis ) closes nothing: no ( is open before it.");
    if (isSign(token, "=")) return this.error(token.span, "a single = stands here: write == to compare, inside I().");
    if (isSign(token, ",")) return this.error(token.span, "a comma joins no terms: write + between them.");
    return this.operatorMissing(before!, token);
  }

  private operatorMissing(before: Token, token: Token): UserError {
    const span = { start: before.span.start, end: token.span.end };
    const written = (one: Token) => shortened(this.text.slice(one.span.start, one.span.end));
    const [first, second] = [written(before), written(token)];
    const name = before.kind === "name" && !before.quoted && token.kind !== "sign";
    const mend = name ? `; a column's name with a blank in it goes in back-quotes, \`${first} ${second}\`` : "";
    return this.error(span, `an operator such as + is missing between "${first}" and "${second}"${mend}.`);
  }
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === "sign" && token.value === sign;
}
