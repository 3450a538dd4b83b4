/** Text of a formula cut to what a sentence can hold. */

/** Characters of a text in messages before it is cut. */
const MOST_QUOTED = 40;

/** A text of the formula for a sentence: white space as one blank, cut when long. */
export function shortened(text: string): string {
  const line = text.slice(0, 10 * MOST_QUOTED).replace(/\s+/gu, " ");
  return line.length <= MOST_QUOTED && text.length <= 10 * MOST_QUOTED ? line : `${line.slice(0, MOST_QUOTED)}…`;
}
