/** Columns of arms that stand beside one another, as in tables with a row for each study. */

/** `y1`, `y.1`, `y_1`, `y[,1]`: what is numbered, and its number. */
const numbered = /^(.*?\p{L})[^\p{L}\p{N}]*(\d+)[^\p{L}\p{N}]*$/u;

/**
 * Names that differ in their numbers 1, 2, … alone, of the first things that are numbered so; empty where nothing is.
 *
 * @example besideColumns(["study", "t1", "t2", "y1", "y2"]) // ["t1", "t2", "y1", "y2"]
 */
export function besideColumns(names: readonly string[]): readonly string[] {
  const groups = new Map<string, Map<number, string>>();
  for (const name of names) {
    const [, stem, number] = numbered.exec(name) ?? [];
    if (stem === undefined) continue;
    const key = stem.toLowerCase();
    groups.set(key, (groups.get(key) ?? new Map<number, string>()).set(Number(number), name));
  }
  return [...groups.values()].filter((group) => group.has(1) && group.has(2)).flatMap((group) => [...group.values()]);
}
