/** Makes text that came from data safe to print on a terminal. */

/** The text with control and formatting characters replaced: they could rewrite what a terminal shows. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
}
