/** Reads the words of tree files, in which comments stand in brackets and labels may be quoted. */
import { UserError } from "../core/UserError.js";
import { printable } from "../text/printable.js";

/** Characters that end a label which is not quoted. */
const labelEnds = tableOf("()[],:;");

/** Those that end a word of Nexus. */
const wordEnds = tableOf("()[],:;= \t\r\n");

const [singleQuote, doubleQuote, openBracket, closeBracket] = [39, 34, 91, 93];

/** A text that is read from some place on to some other. */
export class TreeText {
  /** Where the next character is read. */
  at: number;

  /**
   * @param text Of the whole file
   * @param what Calls it in messages: `the tree t`
   * @param end The text is read up to here, exclusively
   */
  constructor(
    readonly text: string,
    readonly what: string,
    start = 0,
    readonly end = text.length,
  ) {
    this.at = start;
  }

  /** The character at which the text stands once blanks and comments have been passed; "" at the end. */
  next(): string {
    for (; this.at < this.end; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === openBracket) this.passComment();
      else if (!isBlank(code)) return this.text[this.at];
    }
    return "";
  }

  /** A label, which may be quoted, and may be empty where none stands here. Underscores stay underscores, as in the package ape. */
  label(): string {
    const first = this.next();
    return first === "'" || first === '"' ? this.quoted() : this.plain(labelEnds);
  }

  /** A label that ends at a blank or an equals sign too. */
  word(): string {
    const first = this.next();
    return first === "'" || first === '"' ? this.quoted() : this.plain(wordEnds);
  }

  /** An error at a place of the text: what is wrong there, and what stands there. */
  error(problem: string, at = this.at, mend = "correct the file there"): UserError {
    const line = lineOf(this.text, at);
    const place = line.number === 1 ? `character ${at + 1}` : `line ${line.number}, character ${at - line.start + 1}`;
    const [from, to] = [Math.max(0, at - 20), Math.min(this.text.length, at + 20)];
    const excerpt = printable(this.text.slice(from, to).replace(/\s+/gu, " ").trim());
    const near = excerpt === "" ? "" : `, near "${from > 0 ? "…" : ""}${excerpt}${to < this.text.length ? "…" : ""}"`;
    return new UserError(`${this.what} cannot be read: ${problem} (${place}${near}); ${mend}.`);
  }

  /** Comments may hold comments. */
  private passComment(): void {
    const start = this.at;
    let depth = 0;
    for (; this.at < this.end; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === openBracket) depth++;
      else if (code === closeBracket && --depth === 0) return;
    }
    throw this.error("a comment is opened by [ and never closed", start);
  }

  private quoted(): string {
    const [start, quote] = [this.at, this.text[this.at]];
    let label = "";
    for (let from = start + 1; ;) {
      const close = this.text.indexOf(quote, from);
      if (close === -1 || close >= this.end) throw this.error("a quoted name is never closed", start);
      label += this.text.slice(from, close);
      this.at = close + 1;
      // Two quotes stand for one.
      if (this.text[this.at] !== quote || this.at >= this.end) return label;
      label += quote;
      from = close + 2;
    }
  }

  /** The characters up to a delimiter, without blanks at the ends. */
  private plain(ends: Uint8Array): string {
    const start = this.at;
    while (this.at < this.end && !isOneOf(ends, this.text.charCodeAt(this.at))) this.at++;
    let last = this.at;
    while (last > start && isBlank(this.text.charCodeAt(last - 1))) last--;
    return this.text.slice(start, last);
  }
}

/** Whether a quote at the place opens a quoted name there, and is no apostrophe within a word. */
export function opensQuote(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== singleQuote && code !== doubleQuote) return false;
  const before = at === 0 ? 32 : text.charCodeAt(at - 1);
  return isBlank(before) || isOneOf(wordEnds, before);
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

function isOneOf(table: Uint8Array, code: number): boolean {
  return code < 128 && table[code] === 1;
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}

function lineOf(text: string, at: number): { number: number; start: number } {
  let [number, start] = [1, 0];
  for (let feed = text.indexOf("\n"); feed !== -1 && feed < at; feed = text.indexOf("\n", feed + 1)) {
    number++;
    start = feed + 1;
  }
  return { number, start };
}
