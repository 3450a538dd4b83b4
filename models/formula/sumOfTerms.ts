/** The algebra of terms: + - * : ^ / written out, as R's terms.formula does. */
import type { UserError } from "../../engine/core/UserError.js";
import { expressionOf, isComparison } from "./expressionOf.js";
import type { GroupFormula, Span } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { sourceOf } from "./sourceOf.js";
import { chainOf, unwrapped, type BinarySyntax, type CallSyntax, type Syntax } from "./Syntax.js";
import { emptySum, termKey, type NumberedTerm, type TermSum, type Variables } from "./TermSum.js";
import { sameGroup } from "./groupKeys.js";
import { variableOf } from "./variableOf.js";
import { quotedSource } from "./wording.js";

/** Reads `terms | grouping`; handed in, since group-level terms hold sums of terms themselves. */
export type ReadGroups = (bar: BinarySyntax, span: Span) => readonly GroupFormula[];

/**
 * The sum of terms that a tree says.
 *
 * @param variables - of this predictor; numbered here
 * @param readGroups - reads group-level terms, or refuses them where none may stand
 * @throws UserError with a caret for what is no term
 */
export function sumOfTerms(syntax: Syntax, variables: Variables, readGroups: ReadGroups): TermSum {
  return new TermReader(variables, readGroups).read(syntax);
}

class TermReader {
  private readonly text: string;

  constructor(
    private readonly variables: Variables,
    private readonly readGroups: ReadGroups,
  ) {
    this.text = variables.text;
  }

  read(syntax: Syntax): TermSum {
    const { first, joints } = chainOf(syntax);
    const bare = joints.find(({ operator }) => operator === "|" || operator === "||");
    if (bare !== undefined) throw this.bareBar(bare);
    const compared = joints.find(isComparison);
    if (compared !== undefined)
      throw this.error(nearest(compared), insideI(this.text, "a comparison is no term", nearest(compared)));
    const crossed = joints[0] !== undefined && !isSum(joints[0]);
    if (crossed && unwrapped(first).kind === "number") throw this.strayFactor(joints[0]!);
    let sum = this.operand(first);
    for (const joint of joints) sum = this.joined(sum, joint);
    return sum;
  }

  private joined(left: TermSum, joint: BinarySyntax): TermSum {
    if (joint.operator === "+" || joint.operator === "-") return this.addSigned(left, joint.right, joint.operator);
    this.requireTerms(left, joint.left, joint);
    if (joint.operator === "^") return this.power(left, joint);
    if (unwrapped(joint.right).kind === "number") throw this.strayFactor(joint);
    const right = this.read(joint.right);
    this.requireTerms(right, joint.right, joint);
    this.refuseSquare(left, right, joint);
    const sum = emptySum();
    if (joint.operator !== ":") this.addTerms(sum, left.terms.values());
    if (joint.operator === "*") this.addTerms(sum, right.terms.values());
    const lefts = joint.operator === "/" ? [this.allOf(left, joint.span)] : [...left.terms.values()];
    for (const a of lefts) {
      for (const b of right.terms.values()) this.variables.add(sum.terms, this.variables.product(a, b, joint.span));
    }
    return sum;
  }

  /** Adds what follows a + or takes away what follows a -; a sign within turns it: `+ -1` is `- 1`. */
  private addSigned(sum: TermSum, syntax: Syntax, sign: "+" | "-"): TermSum {
    const inner = unwrapped(syntax);
    if (inner.kind === "unary") {
      const turned = inner.operator === "+" ? sign : sign === "+" ? "-" : "+";
      return this.addSigned(sum, inner.operand, turned);
    }
    const right = this.read(syntax);
    return sign === "+" ? this.add(sum, right) : this.remove(sum, right, syntax);
  }

  private add(sum: TermSum, right: TermSum): TermSum {
    this.addTerms(sum, right.terms.values());
    if (right.intercept !== undefined) sum.intercept = right.intercept;
    if (right.coefficient !== undefined) sum.coefficient = right.coefficient;
    sum.offsets.push(...right.offsets);
    this.variables.addGroups(sum.groups, right.groups);
    return sum;
  }

  private remove(sum: TermSum, right: TermSum, syntax: Syntax): TermSum {
    const { span } = syntax;
    if (right.offsets.length > 0)
      throw this.error(span, "an offset cannot be taken away: leave it out of the formula.");
    if (right.coefficient) throw this.error(span, "the intercept is taken away with - 1, or with 0 as the first term.");
    if (right.intercept !== undefined) sum.intercept = { present: !right.intercept.present, span };
    for (const term of right.terms.values()) {
      if (sum.terms.delete(termKey(term))) continue;
      throw this.error(
        span,
        `${quotedSource(this.text, term.span)} cannot be taken away: it is no term before this place.`,
      );
    }
    for (const group of right.groups) {
      const at = sum.groups.findIndex((other) => sameGroup(other, group));
      if (at >= 0) sum.groups.splice(at, 1);
      else throw this.error(span, `(${group.source}) cannot be taken away: it is no term before this place.`);
    }
    return sum;
  }

  private operand(syntax: Syntax): TermSum {
    const sum = emptySum();
    switch (syntax.kind) {
      case "parentheses":
        return this.inParentheses(syntax);
      case "unary":
        return this.addSigned(sum, syntax, "+");
      case "number":
        if (syntax.value !== 0 && syntax.value !== 1) throw this.strayNumber(syntax.span);
        sum.intercept = { present: syntax.value === 1, span: syntax.span };
        return sum;
      case "text":
        throw this.error(syntax.span, "text is no term: write the name of a column, in back-quotes if it has blanks.");
      case "name":
        if (syntax.name === "Intercept") sum.coefficient = syntax.span;
        else this.addVariable(sum, syntax);
        return sum;
      case "call":
        if (syntax.name === "offset") sum.offsets.push(this.offset(syntax));
        else this.addVariable(sum, syntax);
        return sum;
      default:
        return this.read(syntax);
    }
  }

  private inParentheses(syntax: Syntax): TermSum {
    const body = unwrapped(syntax);
    const isGroup = body.kind === "binary" && (body.operator === "|" || body.operator === "||");
    return isGroup ? { ...emptySum(), groups: [...this.readGroups(body, syntax.span)] } : this.read(body);
  }

  private addVariable(sum: TermSum, syntax: Extract<Syntax, { kind: "name" | "call" }>): void {
    const number = this.variables.number(variableOf(this.text, syntax));
    this.variables.add(sum.terms, { variables: [number], span: syntax.span });
  }

  private addTerms(sum: TermSum, terms: Iterable<NumberedTerm>): void {
    for (const term of terms) this.variables.add(sum.terms, term);
  }

  private offset(syntax: CallSyntax) {
    const { arguments: list, span } = syntax;
    if (list.length !== 1 || list[0]!.name !== undefined) {
      throw this.error(span, "offset() takes one column or expression, as in offset(log(days)).");
    }
    const { value } = list[0]!;
    const expression = expressionOf(this.text, value);
    if (expression.kind === "text") throw this.error(value.span, "an offset is a number, not text.");
    return { expression, source: sourceOf(this.text, value.span), span };
  }

  /** `(a + b + c)^2`: products of up to so many of the terms. Multiplying goes on until nothing new comes. */
  private power(base: TermSum, joint: BinarySyntax): TermSum {
    const exponent = unwrapped(joint.right);
    if (base.terms.size < 2)
      throw this.error(joint.span, insideI(this.text, "^ crosses terms and is no power here", joint.span));
    if (exponent.kind !== "number" || !Number.isInteger(exponent.value) || exponent.value < 1) {
      throw this.error(joint.right.span, "the power of a sum of terms is a whole number from 1, as in (a + b + c)^2.");
    }
    const sum = emptySum();
    this.addTerms(sum, base.terms.values());
    let newest = [...base.terms.values()];
    for (let power = 2; power <= exponent.value && newest.length > 0; power += 1) {
      const before = sum.terms.size;
      for (const a of newest) {
        for (const b of base.terms.values()) this.variables.add(sum.terms, this.variables.product(a, b, joint.span));
      }
      newest = [...sum.terms.values()].slice(before);
    }
    return sum;
  }

  /** All variables of a sum in one term, for `(a + b)/c`, which is a + b + a:b:c. */
  private allOf(sum: TermSum, span: Span): NumberedTerm {
    return [...sum.terms.values()].reduce((a, b) => this.variables.product(a, b, span));
  }

  /** Only terms can be crossed. */
  private requireTerms(sum: TermSum, syntax: Syntax, joint: BinarySyntax): void {
    const { operator } = joint;
    if (sum.groups.length > 0) {
      throw this.error(
        joint.span,
        `a group-level term cannot be joined by ${operator}: add it with +, as in x + (x | g).`,
      );
    }
    if (sum.offsets.length > 0)
      throw this.error(joint.span, `an offset cannot be joined by ${operator}: add it with +.`);
    if (sum.coefficient) throw this.error(joint.span, `Intercept cannot be joined by ${operator}: add it with +.`);
    if (sum.intercept !== undefined) {
      throw this.error(syntax.span, `an intercept, 0 or 1, cannot be joined by ${operator}: add it with +.`);
    }
    if (sum.terms.size === 0) throw this.error(syntax.span, `nothing is left here to be joined by ${operator}.`);
  }

  /** A number beside * or /: most likely arithmetic is meant. */
  private strayFactor({ operator, span }: BinarySyntax): UserError {
    const sentence = `a number cannot be joined to terms by ${operator}`;
    if (operator === ":") return this.error(span, "a number has no interactions: leave it out.");
    return this.error(span, insideI(this.text, sentence, span));
  }

  private refuseSquare(left: TermSum, right: TermSum, joint: BinarySyntax): void {
    if (left.terms.size !== 1 || right.terms.size !== 1 || joint.operator === "/") return;
    const [a, b] = [[...left.terms.keys()][0]!, [...right.terms.keys()][0]!];
    if (a !== b) return;
    const source = quotedSource(this.text, joint.right.span);
    const sentence = `a variable with itself is itself, ${source}: write I(x^2) for a square, with the column in place of x.`;
    throw this.error(joint.span, sentence);
  }

  private strayNumber(span: Span): UserError {
    const number = quotedSource(this.text, span);
    const sentence = `the number ${number} is no term: only 1 and 0 are, with and without an intercept; put arithmetic inside I().`;
    return this.error(span, sentence);
  }

  private bareBar(joint: BinarySyntax): UserError {
    const span = nearest(joint);
    const [left, right] = [lastAddend(joint.left), firstAddend(joint.right)].map((side) => {
      return quotedSource(this.text, side.span).slice(1, -1);
    });
    const example = `(${left} ${joint.operator} ${right})`;
    return this.error(span, `a group-level term stands in parentheses, with + before it: write ${example}.`);
  }

  private error(span: Span, sentence: string): UserError {
    return formulaError(this.text, span, sentence);
  }
}

/** "…: write I(x^2)." */
function insideI(text: string, sentence: string, span: Span): string {
  return `${sentence}: write I(${quotedSource(text, span).slice(1, -1)}) for a column computed from others.`;
}

/** What a loosely binding operator was meant for: not the whole sums beside it, but what is next to it. */
function nearest({ left, right }: BinarySyntax): Span {
  return { start: lastAddend(left).span.start, end: firstAddend(right).span.end };
}

function lastAddend(syntax: Syntax): Syntax {
  return isSum(syntax) ? syntax.right : syntax;
}

function firstAddend(syntax: Syntax): Syntax {
  let first = syntax;
  while (isSum(first)) first = first.left;
  return first;
}

function isSum(syntax: Syntax): syntax is BinarySyntax {
  return syntax.kind === "binary" && (syntax.operator === "+" || syntax.operator === "-");
}
