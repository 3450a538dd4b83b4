/** Puts sentences together. */

/**
 * The sentences that are there, with spaces between them.
 *
 * @example sentences("One.", false, "Two.") // "One. Two."
 */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" ");
}

/**
 * Names in a row: `a`, `a and b`, `a, b and c`.
 *
 * @example listed(["a", "b", "c"]) // "a, b and c"
 */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/**
 * A name short enough for a sentence: of more than 60 characters the middle is left out. Names written from right to left are set apart by
 * invisible marks (U+2068, U+2069), so that they do not turn the words and numbers around them.
 *
 * @example brief("a".repeat(100)).length // 60
 */
export function brief(name: string): string {
  const characters = Array.from(name);
  const short =
    characters.length <= 60 ? name : `${characters.slice(0, 40).join("")}…${characters.slice(-19).join("")}`;
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(short) ? `\u2068${short}\u2069` : short;
}
