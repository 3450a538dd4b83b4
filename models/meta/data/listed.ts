/** Lists within a sentence. */

/**
 * Items with commas and an "and"; long lists are cut.
 *
 * @example listed([3, 4, 7]) // "3, 4 and 7"
 */
export function listed(items: readonly (string | number)[], most = 12): string {
  if (items.length > most) return `${items.slice(0, most).join(", ")}, … (${items.length} in all)`;
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]!}`;
}

/** The same of names in quotes. */
export function quotedList(names: readonly string[], most = 12): string {
  return listed(
    names.map((name) => `"${name}"`),
    most,
  );
}

/** Rows counted from 1: `row 4`, `rows 4 and 9`. */
export function rowList(rows: readonly number[]): string {
  return `${rows.length === 1 ? "row" : "rows"} ${listed(rows.map((row) => row + 1))}`;
}
