/** Breaks words into lines, since drawings have no paragraphs. */
import { textWidth, truncate } from "./textWidth.js";

/**
 * As few lines as the width allows, broken at spaces; a word wider than a line is shortened.
 *
 * @example wrapWords("one two three", 40, 11) // ["one", "two", "three"]
 */
export function wrapWords(text: string, width: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const last = lines[lines.length - 1];
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(joined, fontSize) <= width) lines[lines.length - 1] = joined;
    else lines.push(truncate(word, width, fontSize));
  }
  return lines;
}
