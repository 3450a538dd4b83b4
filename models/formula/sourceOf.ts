/** Text of a formula without its white space, from which variables are named and told apart. */
import type { Span } from "./Formula.js";
import { tokenize, type Token } from "./tokenize.js";

const PLAIN_NAME = /^(?:[\p{L}_]|\.(?!\d))[\p{L}\p{N}\p{M}._]*$/u;

/**
 * The text of a place without white space, but for that inside quotes; back-quotes only where a name needs them.
 *
 * @example sourceOf("y ~ log( `x` / 2 )", { start: 4, end: 18 }) // "log(x/2)"
 */
export function sourceOf(text: string, span: Span): string {
  const part = text.slice(span.start, span.end);
  return tokenize(part)
    .map((token) => tokenText(part, token))
    .join("");
}

function tokenText(text: string, token: Token): string {
  if (token.kind === "name") return token.quoted ? nameText(token.value) : token.value;
  return token.kind === "sign" ? token.value : text.slice(token.span.start, token.span.end);
}

/** Words that mean something else than a column unless they are quoted. */
const RESERVED = new Set(["TRUE", "FALSE", "NA", "NaN", "NULL", "Inf", "."]);

/** A column's name as it is written in a formula: in back-quotes when it is not a plain name. */
export function nameText(name: string): string {
  if (PLAIN_NAME.test(name) && !RESERVED.has(name)) return name;
  return `\`${name.replace(/[\\`]/g, (character) => `\\${character}`)}\``;
}

/** Whether an unquoted name is no column but a word of the language. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}
