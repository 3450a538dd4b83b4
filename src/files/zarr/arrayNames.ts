/** Names of arrays in a store: they become names of folders, and variables may be called anything. */

const longest = 60;

/**
 * A name for each variable that can be a folder's on every system and differs from all others, capitals aside; the variable's own wherever that is one. What
 * is no letter, digit or one of `_ . -`, and what is beyond 60 characters, is replaced or cut off.
 *
 * @param taken names that are not to be used
 */
export function arrayNames(names: readonly string[], taken: Iterable<string>): string[] {
  const used = new Set([...taken].map(folded));
  return names.map((name) => {
    let unique = plainName(name);
    while (used.has(folded(unique))) unique += "_";
    used.add(folded(unique));
    return unique;
  });
}

/** The nearest name that can be a folder's on every system. */
export function plainName(name: string): string {
  const characters = [...name.replace(/[^\p{L}\p{N}_.-]/gu, "_")].slice(0, longest);
  return characters.join("").replace(/^\.+|\.+$/g, "_") || "_";
}

function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
