/** Names in a row, as a sentence has them. */

/**
 * Names with commas and an "and"; of more than `most` the first ones and how many there are besides.
 *
 * @example
 * listing(["A", "B", "C"]); // "A, B and C"
 * listing(["A", "B", "C", "D"], 2); // "A, B and 2 more"
 */
export function listing(names: readonly string[], most = 6): string {
  const shown = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)!}`;
}
