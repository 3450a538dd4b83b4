/** Text of a given width, in characters. */

/** Number of characters, a pair of surrogates counted once. */
export function textLength(text: string): number {
  return [...text].length;
}

/**
 * Padded to a width, or with its middle left out: names often differ at both ends.
 *
 * @example fitText("r_herd[15,Intercept]", 12); // "r_herd…cept]"
 */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + " ".repeat(width - characters.length);
  const tail = Math.floor((width - 1) / 2);
  return `${characters.slice(0, width - 1 - tail).join("")}…${tail > 0 ? characters.slice(-tail).join("") : ""}`;
}
