/** Errors that point: a sentence, and under it the formula with a caret at the place. */
import { UserError } from "../../engine/core/UserError.js";
import type { Span } from "./Formula.js";

/** Characters of the formula that are shown. */
const EXCERPT_LENGTH = 70;
const INDENT = "  ";

/**
 * An error about a place in a formula, to be thrown. Its first line is the sentence; two more show the formula, at most
 * about 70 characters around the place, and a caret line under the place.
 *
 * @param text - the formula as written, or any other text a person typed
 * @example
 * throw formulaError("y ~ agee", { start: 4, end: 8 }, 'there is no column "agee"; did you mean "age"?');
 * // there is no column "agee"; did you mean "age"?
 * //   y ~ agee
 * //       ^~~~
 */
export function formulaError(text: string, span: Span, sentence: string): UserError {
  const start = Math.min(Math.max(0, span.start), text.length);
  const end = Math.min(Math.max(start, span.end), text.length);
  const { from, to } = excerptAround(text, start, end);
  const cutBefore = from > 0 ? "…" : "";
  const cutAfter = to < text.length ? "…" : "";
  const before = cutBefore + inOneLine(text.slice(from, start));
  const marked = inOneLine(text.slice(start, Math.min(end, to)));
  const excerpt = before + marked + inOneLine(text.slice(Math.min(end, to), to)) + cutAfter;
  const caret = " ".repeat(widthOf(before)) + "^" + "~".repeat(Math.max(0, widthOf(marked) - 1));
  return new UserError(`${sentence}\n${INDENT}${excerpt}\n${INDENT}${caret}`);
}

/** The part of a text to show: all of it when short, otherwise what stands around the place, the place's start first of all. */
function excerptAround(text: string, start: number, end: number): { readonly from: number; readonly to: number } {
  if (text.length <= EXCERPT_LENGTH) return { from: 0, to: text.length };
  const shown = Math.min(end - start, EXCERPT_LENGTH);
  const margin = Math.floor((EXCERPT_LENGTH - shown) / 2);
  const from = Math.max(0, Math.min(start - margin, text.length - EXCERPT_LENGTH));
  return { from: wholeCharacter(text, from), to: wholeCharacter(text, Math.min(text.length, from + EXCERPT_LENGTH)) };
}

/** A surrogate pair is not cut in two. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** Line breaks, tabs and what a terminal would obey become spaces, so that the caret stays under its place. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, " ");
}

/** Columns a text takes in a terminal: none for combining marks, two for wide East Asian characters and pictures. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
}

function isWide(code: number): boolean {
  return WIDE.some(([first, last]) => code >= first && code <= last);
}

/** Unicode Standard Annex 11, East Asian Width: the blocks of wide and full-width characters, without rare exceptions. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
