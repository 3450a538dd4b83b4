/** Cuts the text of a hypothesis into names of draws, numbers, functions and signs. */
import type { UserError } from "../../../engine/core/UserError.js";
import type { Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { MOST_CHARACTERS } from "../../formula/limits.js";
import { hypothesisFunctions } from "./hypothesisFunctions.js";

export interface HypothesisToken {
  readonly kind: "name" | "number" | "function" | "sign" | "end";
  readonly span: Span;
  /** Of a name its spelling among the known ones, of a sign the one it reads as: `^` for `**`, `=` for `==`, `<` for `<=`. */
  readonly value: string;
}

/** Names that may stand in a hypothesis. */
export interface KnownNames {
  readonly spellings: readonly string[];
  /** The sentence for a name that is none of them. */
  unknown(written: string): string;
}

const SPACE = /\s+/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/uy;
const SIGN = /\*\*|==|<=|>=|[-+*/^(),<>=]/uy;
/** What a person will have meant as one name, brackets included. */
const WORD = /(?:[\p{L}_]|\.(?!\d))[\p{L}\p{N}\p{M}._:]*(?:\[[^\]]*\])?/uy;
const PLAIN = /[\p{L}\p{N}\p{M}._:]/u;
const READS_AS: ReadonlyMap<string, string> = new Map([
  ["**", "^"],
  ["==", "="],
  ["<=", "<"],
  [">=", ">"],
]);

/**
 * The tokens of a hypothesis, the last one being the end. Names are looked for among the known ones, of which the longest that stands at a
 * place is taken, so that `b_x:z` and `r_g[a-b,Intercept]` are names; blanks within brackets do not count. Any name may stand in back-quotes.
 *
 * @throws UserError with a caret for an unknown name, with what was probably meant, and characters that mean nothing.
 */
export function tokenizeHypothesis(text: string, known: KnownNames): readonly HypothesisToken[] {
  if (text.length > MOST_CHARACTERS) {
    throw formulaError(text, { start: 0, end: 1 }, `the hypothesis has more than ${MOST_CHARACTERS} characters.`);
  }
  const tokens: HypothesisToken[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = tokenAt(text, at, known);
    tokens.push(token);
    at = token.span.end;
  }
  return [...tokens, { kind: "end", span: { start: at, end: at }, value: "" }];
}

function tokenAt(text: string, start: number, known: KnownNames): HypothesisToken {
  if (text[start] === "`") return quotedName(text, start, known);
  const word = match(WORD, text, start);
  if (word !== undefined) return nameToken(text, start, word, known);
  const number = match(NUMBER, text, start);
  if (number !== undefined) return numberToken(text, start, number);
  const sign = match(SIGN, text, start);
  if (sign === undefined) throw stray(text, start);
  return { kind: "sign", value: READS_AS.get(sign) ?? sign, span: { start, end: start + sign.length } };
}

/** The longest known name; else a function; else what the person wrote is unknown. */
function nameToken(text: string, start: number, word: string, known: KnownNames): HypothesisToken {
  const found = longestName(text, start, known.spellings);
  // Where a known name is only the beginning of what was written, the whole of it was meant.
  if (found !== undefined && found.end >= start + word.length) {
    return { kind: "name", value: found.spelling, span: { start, end: found.end } };
  }
  const called = /^[\p{L}\p{N}_.]+/u.exec(word)![0];
  const rest = text.slice(start + called.length);
  if (/^\s*\(/u.test(rest) && hypothesisFunctions.has(called)) {
    return { kind: "function", value: called, span: { start, end: start + called.length } };
  }
  const span = { start, end: start + word.length };
  if (/^\s*\(/u.test(rest)) {
    const names = [...hypothesisFunctions.keys()].join(", ");
    throw formulaError(text, span, `there is no function ${called}(): the functions are ${names}.`);
  }
  throw formulaError(text, span, known.unknown(word));
}

function longestName(
  text: string,
  start: number,
  spellings: readonly string[],
): { readonly spelling: string; readonly end: number } | undefined {
  let best: { readonly spelling: string; readonly end: number; readonly exact: boolean } | undefined;
  for (const spelling of spellings) {
    const exact = text.startsWith(spelling, start);
    const end = exact ? start + spelling.length : endWithoutBlanks(text, start, spelling);
    if (end === undefined || runsOn(text, end)) continue;
    if (best === undefined || end > best.end || (end === best.end && exact && !best.exact)) {
      best = { spelling, end, exact };
    }
  }
  return best;
}

/** Whether a name that ends here is part of a longer word. */
function runsOn(text: string, end: number): boolean {
  return PLAIN.test(text[end - 1]!) && end < text.length && PLAIN.test(text[end]!);
}

/** Where a name ends if blanks within brackets are passed over on both sides; undefined where it does not stand there. */
function endWithoutBlanks(text: string, start: number, spelling: string): number | undefined {
  if (text[start] !== spelling[0] || !spelling.includes("[")) return undefined;
  let at = start;
  let depth = 0;
  for (const character of spelling) {
    if (depth > 0 && /\s/u.test(character)) continue;
    while (depth > 0 && at < text.length && /\s/u.test(text[at]!)) at += 1;
    if (!text.startsWith(character, at)) return undefined;
    if (character === "[") depth += 1;
    if (character === "]") depth -= 1;
    at += character.length;
  }
  return at;
}

function quotedName(text: string, start: number, known: KnownNames): HypothesisToken {
  let value = "";
  for (let at = start + 1; at < text.length; at += 1) {
    const span = { start, end: at + 1 };
    if (text[at] === "`") {
      if (known.spellings.includes(value)) return { kind: "name", value, span };
      throw formulaError(text, span, known.unknown(value));
    }
    if (text[at] === "\\" && (text[at + 1] === "`" || text[at + 1] === "\\")) at += 1;
    value += text[at]!;
  }
  throw formulaError(text, { start, end: start + 1 }, "the back-quote ` is opened and never closed.");
}

function numberToken(text: string, start: number, number: string): HypothesisToken {
  const span = { start, end: start + number.length };
  const after = match(WORD, text, span.end);
  if (after !== undefined) {
    throw formulaError(
      text,
      { start, end: span.end + after.length },
      `an operator is missing: write ${number} * ${after}, or put a name that begins so in back-quotes.`,
    );
  }
  if (Number.isFinite(Number(number))) return { kind: "number", value: number, span };
  throw formulaError(text, span, "the number is too large.");
}

/** Signs of other places, and what to write for them. */
const MENDS: readonly (readonly [characters: string, mend: string])[] = [
  ["−–—", "write the minus of the keyboard, -"],
  ["×·∗⋅", "write * for it"],
  ["÷", "write / for it"],
  ["≤", "write < for it"],
  ["≥", "write > for it"],
  ["!≠~", "a hypothesis compares by <, > or ="],
  ["&|", "give two hypotheses, each by itself"],
];

function stray(text: string, start: number): UserError {
  const character = String.fromCodePoint(text.codePointAt(start)!);
  const mend = MENDS.find(([characters]) => characters.includes(character))?.[1];
  const sentence = `"${character}" means nothing in a hypothesis: ${mend ?? "put back-quotes around a name that has it"}.`;
  return formulaError(text, { start, end: start + character.length }, sentence);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
