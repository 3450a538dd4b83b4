/** Cuts the text of a formula into names, numbers, quoted text and signs. */
import type { UserError } from "../../engine/core/UserError.js";
import type { Span } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { MOST_CHARACTERS } from "./limits.js";
import { shortened } from "./shortened.js";

export interface Token {
  /** `sign` is an operator or punctuation, `end` the end of the text. */
  readonly kind: "name" | "number" | "text" | "sign" | "end";
  readonly span: Span;
  /** A name or text without its quotes, a sign as itself. */
  readonly value: string;
  /** Whether a name stood in back-quotes. */
  readonly quoted: boolean;
}

const SPACE = /[\s\u200b\u2060]+/uy;
const NAME = /(?:[\p{L}_]|\.(?![\d]))[\p{L}\p{N}\p{M}._]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/uy;
const SIGN = /\|\||\*\*|==|!=|<=|>=|[-+*/^:~|(),=<>]/uy;
const QUOTES = ["`", '"', "'"];

/**
 * The tokens of a formula, white space left out; the last one is the end. `**` reads as `^`.
 *
 * @throws UserError for text that is too long, characters that mean nothing, open quotes and numbers run into names
 */
export function tokenize(text: string): readonly Token[] {
  if (text.length > MOST_CHARACTERS) {
    const sentence = `the formula has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`;
    throw formulaError(text, { start: 0, end: 1 }, sentence);
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at = token.span.end;
  }
  return [...tokens, { kind: "end", span: { start: at, end: at }, value: "", quoted: false }];
}

function readToken(text: string, start: number): Token {
  if (QUOTES.includes(text[start]!)) return readQuoted(text, start);
  const make = (kind: Token["kind"], found: string, value = found): Token => ({
    kind,
    value,
    quoted: false,
    span: { start, end: start + found.length },
  });
  const name = match(NAME, text, start);
  if (name !== undefined) return make("name", name);
  const number = match(NUMBER, text, start);
  if (number !== undefined) return numberToken(text, make("number", number));
  const sign = match(SIGN, text, start);
  if (sign !== undefined) return make("sign", sign, sign === "**" ? "^" : sign);
  throw strayCharacter(text, start);
}

/** R's `2L` is 2; `2x` is a slip. */
function numberToken(text: string, token: Token): Token {
  const after = match(NAME, text, token.span.end);
  if (after === undefined) return token;
  const span = { start: token.span.start, end: token.span.end + after.length };
  if (after === "L") return { ...token, span };
  const [written, name] = [shortened(token.value + after), shortened(after)];
  const mend = `write ${token.value} * ${name} inside I(), or back-quotes around a column's name: \`${written}\`.`;
  throw formulaError(text, span, `"${written}" is neither a number nor a name; ${mend}`);
}

/** A name in back-quotes or a text in quotes; a backslash before a quote or a backslash takes it as it is. */
function readQuoted(text: string, start: number): Token {
  const quote = text[start]!;
  let value = "";
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === quote) return quotedToken(text, { start, end: at + 1 }, value);
    const escaped = character === "\\" && (text[at + 1] === quote || text[at + 1] === "\\");
    if (escaped) at += 1;
    value += text[at]!;
  }
  const kind = quote === "`" ? "back-quote" : "quote";
  throw formulaError(text, { start, end: start + 1 }, `the ${kind} ${quote} is opened and never closed.`);
}

function quotedToken(text: string, span: Span, value: string): Token {
  const isName = text[span.start] === "`";
  if (isName && value === "") throw formulaError(text, span, "there is no name between the back-quotes.");
  return { kind: isName ? "name" : "text", span, value, quoted: isName };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** A slip of the keyboard, a word processor's sign, or R that is not of formulas: what to write for it. */
const MENDS: readonly (readonly [characters: string, mend: string])[] = [
  ["−–—", "write the minus of the keyboard, -"],
  ["×·∗⋅", "write * for it"],
  ["÷", "write / for it"],
  ["∼˜～", "write the ~ of the keyboard"],
  ["“”„‘’«»", 'write plain quotes, "'],
  ["´", "write a back-quote, `"],
  ["∣｜", "write the | of the keyboard"],
  ["≤", "write <= for it"],
  ["≥", "write >= for it"],
  ["≠", "write != for it"],
  ["&", "multiply two comparisons for and: I((a > 1) * (b > 2))"],
  ["!", "compare with 0 for not: I(x == 0)"],
  ["%", "only + - * : ^ / join terms, and a %in% b is written a:b"],
  ["$@", "write the name of the column alone"],
  ["[]", "rows and parts of columns cannot be chosen here; make a column of them"],
  ["{}", "use round parentheses"],
  [";", "a formula is one formula; give the next one by itself"],
  ["#", "put back-quotes around a name that has it: `a#b`"],
];

function strayCharacter(text: string, start: number): UserError {
  const character = String.fromCodePoint(text.codePointAt(start)!);
  const mend = MENDS.find(([characters]) => characters.includes(character))?.[1];
  const shown = /[\p{C}\p{Z}]/u.test(character) ? codeOf(character) : `"${character}"`;
  const otherwise = /\p{C}/u.test(character) ? "delete it" : "put back-quotes around a name that has it";
  const sentence = `${shown} means nothing in a formula: ${mend ?? otherwise}.`;
  return formulaError(text, { start, end: start + character.length }, sentence);
}

function codeOf(character: string): string {
  return `the character U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
