/** Names of the files that a reader saves from a page. */

/** Letters, digits and dashes: a name that is safe in any file system. */
export function fileName(name: string): string {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return safe === "" ? "table" : safe;
}
