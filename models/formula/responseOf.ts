/** Reads the left side: a response, and after a bar what is known of it. */
import type { UserError } from "../../engine/core/UserError.js";
import { refuseRepeated, truthOf } from "./callArguments.js";
import { expressionOf } from "./expressionOf.js";
import type { Addition, Expression, ResponseFormula } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { sourceOf } from "./sourceOf.js";
import { chainOf, unwrapped, type CallSyntax, type Syntax } from "./Syntax.js";
import { UNSUPPORTED_ADDITIONS, UNSUPPORTED_RESPONSES } from "./unsupported.js";
import { shortened } from "./shortened.js";
import { weightsOf } from "./weightsOf.js";
import { arityWords, nearestOf, quotedSource } from "./wording.js";

const ADDITIONS = ["trials", "se", "rate", "weights", "cens", "trunc"] as const;

const CALLS = "trials(), se(), rate(), weights(), cens() or trunc()";

/**
 * The response of `y | trials(n) + rate(d) ~ …`.
 *
 * @throws UserError with a caret for what is no response and for additions that are unknown, not supported or given twice
 */
export function responseOf(text: string, side: Syntax): ResponseFormula {
  const bar = unwrapped(side);
  const hasBar = bar.kind === "binary" && (bar.operator === "|" || bar.operator === "||");
  const written = unwrapped(hasBar ? bar.left : bar);
  refuseSecondBar(text, written);
  if (hasBar && bar.operator === "||") {
    throw formulaError(text, bar.span, "one bar stands after the response, as in y | trials(n).");
  }
  refuseOtherResponses(text, written);
  const { span } = written;
  const additions = hasBar ? additionsOf(text, bar.right) : [];
  if (written.kind === "call" && written.name === "cbind") {
    const [first, ...columns] = written.arguments.map(({ value }) => expressionOf(text, value)) as [
      Expression,
      ...Expression[],
    ];
    return { expression: first, columns, source: sourceOf(text, span), span, additions };
  }
  const expression = expressionOf(text, written);
  if (expression.kind === "number" || expression.kind === "text") {
    throw formulaError(text, span, "the response is a column or computed from columns, as in y ~ x or log(y) ~ x.");
  }
  return { expression, source: sourceOf(text, span), span, additions };
}

function refuseSecondBar(text: string, written: Syntax): void {
  if (written.kind !== "binary" || !["|", "||"].includes(written.operator)) return;
  throw formulaError(
    text,
    written.span,
    "one bar stands after the response; join what follows with +, as in y | trials(n) + rate(d).",
  );
}

function refuseOtherResponses(text: string, written: Syntax): void {
  if (written.kind !== "call") return;
  const span = { start: written.span.start, end: written.span.start + written.name.length };
  if (written.name === "cbind") {
    const named = written.arguments.find(({ name }) => name !== undefined);
    if (written.arguments.length > 2 && !named) return;
    throw formulaError(text, written.span, cbindSentence(text, written));
  }
  const sentence = UNSUPPORTED_RESPONSES.get(written.name);
  if (sentence !== undefined) throw formulaError(text, span, `${written.name}() ${sentence}.`);
  if ((ADDITIONS as readonly string[]).includes(written.name)) {
    const source = quotedSource(text, written.span).slice(1, -1);
    throw formulaError(text, written.span, `the response is missing before ${written.name}(): write y | ${source}.`);
  }
}

/** `cbind(a, b)` counts successes and failures, `cbind(a, n - a)` both out of n. */
function cbindSentence(text: string, { arguments: list }: CallSyntax): string {
  const [a, b] = list.map(({ value }) => sourceOf(text, value.span));
  if (list.length !== 2 || a === undefined || b === undefined)
    return "cbind() takes the columns of a whole, as in cbind(a, b, c), for the families multinomial and dirichlet.";
  const second = unwrapped(list[1]!.value);
  const outOf = second.kind === "binary" && second.operator === "-" && sourceOf(text, second.right.span) === a;
  const trials = outOf ? sourceOf(text, second.left.span) : `${a} + ${b}`;
  return `cbind() of successes and failures is written ${shortened(`${a} | trials(${trials})`)}.`;
}

function additionsOf(text: string, side: Syntax): readonly Addition[] {
  const { first, joints } = chainOf(unwrapped(side));
  const stray = joints.find(({ operator }) => operator !== "+");
  if (stray !== undefined) {
    throw formulaError(text, stray.span, "what follows the bar is joined with +, as in y | trials(n) + rate(d).");
  }
  const additions: Addition[] = [];
  for (const part of [first, ...joints.map(({ right }) => right)]) {
    const addition = additionOf(text, unwrapped(part));
    if (additions.some(({ kind }) => kind === addition.kind)) {
      throw formulaError(text, addition.span, `${addition.kind}() is given twice: once is enough.`);
    }
    additions.push(addition);
  }
  return additions;
}

function additionOf(text: string, part: Syntax): Addition {
  const { span } = part;
  if (part.kind !== "call") {
    const source = quotedSource(text, span).slice(1, -1);
    throw formulaError(text, span, `the bar is followed by ${CALLS}: write trials(${source}) if these are trials.`);
  }
  const kind = ADDITIONS.find((name) => name === part.name);
  if (kind === undefined) throw unknownAddition(text, part);
  if (kind === "trunc") return truncation(text, part);
  if (kind === "cens") return censoring(text, part);
  const { value, ...more } = argumentsOf(text, kind, part);
  const expression = expressionOf(text, value);
  if (expression.kind === "text") throw formulaError(text, expression.span, `${kind}() takes numbers, not text.`);
  return { kind, expression, sigma: false, ...more, source: sourceOf(text, span), span };
}

/** `cens(c)` or, with upper ends of intervals, `cens(c, y2)`. */
function censoring(text: string, call: CallSyntax): Addition {
  const { arguments: list, span } = call;
  const named = list.find(({ name }) => name !== undefined && name !== "y2");
  if (named)
    throw formulaError(
      text,
      named.span,
      `cens() has no argument "${shortened(named.name!)}"; it takes cens(c) or cens(c, y2).`,
    );
  const [first, second, ...more] = list;
  if (first === undefined || more.length > 0) {
    throw formulaError(
      text,
      span,
      "cens() takes a column that says how rows are censored, as in cens(c) or cens(c, y2).",
    );
  }
  return {
    ...{ kind: "cens", expression: expressionOf(text, first.value), sigma: false, source: sourceOf(text, span), span },
    ...(second ? { upper: expressionOf(text, second.value) } : {}),
  };
}

/** `trunc(lb = a)`, `trunc(ub = b)` or both; without names the first is the lower end, as in brms. */
function truncation(text: string, call: CallSyntax): Addition {
  const { arguments: list, span } = call;
  refuseRepeated(text, call);
  const stray = list.find(({ name }) => name !== undefined && name !== "lb" && name !== "ub");
  if (stray)
    throw formulaError(
      text,
      stray.span,
      `trunc() has no argument "${shortened(stray.name!)}"; it takes trunc(lb = a, ub = b).`,
    );
  const plain = list.filter(({ name }) => name === undefined);
  const lower = list.find(({ name }) => name === "lb") ?? plain.shift();
  const upper = list.find(({ name }) => name === "ub") ?? plain.shift();
  const [first] = [lower, upper].filter((end) => end !== undefined);
  if (first === undefined || plain.length > 0) {
    throw formulaError(
      text,
      span,
      "trunc() takes the ends of what could be seen, as in trunc(lb = 0) or trunc(lb = 0, ub = 10).",
    );
  }
  const read = (end: typeof lower) => end && expressionOf(text, end.value);
  const [least, most] = [read(lower), read(upper)];
  return {
    ...{ kind: "trunc", expression: (least ?? most)!, sigma: false, source: sourceOf(text, span), span },
    ...(least ? { lower: least } : {}),
    ...(most ? { upper: most } : {}),
  };
}

/** What is said in the parentheses of an addition. */
function argumentsOf(
  text: string,
  kind: Addition["kind"],
  call: CallSyntax,
): { readonly value: Syntax } & Partial<Pick<Addition, "sigma" | "weighting">> {
  if (kind === "se") return knownErrors(text, call);
  return kind === "weights" ? weightsOf(text, call) : { value: onlyArgument(text, call) };
}

function onlyArgument(text: string, { name, arguments: list, span }: CallSyntax): Syntax {
  const named = list.find((argument) => argument.name !== undefined);
  if (named)
    throw formulaError(text, named.span, `${name}() takes no argument with a name, "${shortened(named.name!)} =".`);
  if (list.length !== 1) throw formulaError(text, span, arityWords(name, [1, 1], list.length));
  return list[0]!.value;
}

/** `se(s)`, `se(s, sigma = TRUE)` or, as in brms, `se(s, TRUE)`. */
function knownErrors(text: string, call: CallSyntax): { readonly value: Syntax; readonly sigma: boolean } {
  const { arguments: list, span } = call;
  const stray = list.find(({ name }) => name !== undefined && name !== "sigma");
  if (stray)
    throw formulaError(
      text,
      stray.span,
      `se() has no argument "${shortened(stray.name!)}"; it takes se(s) or se(s, sigma = TRUE).`,
    );
  refuseRepeated(text, call);
  const [value, second, ...more] = [...list].sort(
    (a, b) => Number(a.name !== undefined) - Number(b.name !== undefined),
  );
  if (value === undefined || value.name !== undefined || more.length > 0) {
    throw formulaError(text, span, "se() takes a column of standard errors, as in se(s) or se(s, sigma = TRUE).");
  }
  return { value: value.value, sigma: second !== undefined && truthOf(text, { ...second, name: "sigma" }) };
}

function unknownAddition(text: string, { name, span: { start } }: CallSyntax): UserError {
  const span = { start, end: start + name.length };
  const unsupported = UNSUPPORTED_ADDITIONS.get(name);
  if (unsupported !== undefined) return formulaError(text, span, `${name}() ${unsupported}.`);
  const near = nearestOf(name, ADDITIONS);
  const mend = near === undefined ? `known are ${CALLS}.` : `did you mean ${near}()?`;
  return formulaError(text, span, `${shortened(name)}() is nothing that can be said of a response; ${mend}`);
}
