/** A piece of a person's text in a message. */

const longest = 60;

/** The text in quotation marks, cut where it is long. */
export function quoted(text: string): string {
  return `"${text.length > longest ? `${text.slice(0, longest)}…` : text}"`;
}
