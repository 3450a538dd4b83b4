/** The sentence for levels of data that a structure does not have. */
import { nearestName } from "../../../engine/data/nearestName.js";

/** Where the names were looked for. */
export interface NamePlace {
  /** The names that there are. */
  readonly known: ReadonlyMap<string, unknown> | ReadonlySet<string>;
  /** Grouping column or columns. */
  readonly column: string;
  /** What lacks the names: `the tree t`. */
  readonly structure: string;
}

/** Unknown names that are shown. */
const mostShown = 3;

/** Characters of a name before it is cut, and beyond which no near name is looked for. */
const longestName = 60;

/**
 * Names the levels that a structure lacks, and what each may have meant: the same letters in another case, with spaces for underscores
 * and the like, else the nearest name.
 *
 * @param names Levels of the data
 * @returns One sentence with the mend, or undefined where all names are known
 * @example
 * unknownNames(["Homo sapiens"], { known: new Set(["Homo_sapiens"]), column: "species", structure: "the tree t" });
 * // none of the levels of "species" is in the tree t: "Homo sapiens" (did you mean "Homo_sapiens"?); …
 */
export function unknownNames(names: readonly string[], { known, column, structure }: NamePlace): string | undefined {
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return undefined;
  const one = unknown.length === 1;
  const meant = meantNames(known.keys());
  const shown = unknown.slice(0, mostShown).map((name) => {
    const near = meant(name);
    return `"${cut(name)}"` + (near === undefined ? "" : ` (did you mean "${cut(near)}"?)`);
  });
  return (
    `${unknown.length} of ${names.length} levels of "${column}" ${one ? "is" : "are"} not in ${structure}: ` +
    `${shown.join(", ")}${unknown.length > mostShown ? ", …" : ""}; ` +
    `correct ${one ? "it, or leave its" : "them, or leave their"} rows out.`
  );
}

/** Finds the known name that was meant, if any is near. */
function meantNames(known: Iterable<string>): (name: string) => string | undefined {
  const names = [...known];
  const byLetters = new Map<string, string>();
  for (const name of names) if (!byLetters.has(lettersOf(name))) byLetters.set(lettersOf(name), name);
  return (name) => {
    if (name.length > longestName) return undefined;
    return byLetters.get(lettersOf(name)) ?? nearestName(name, names);
  };
}

/** What remains of a name when case, blanks, underscores, dots and hyphens do not count. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/gu, "");
}

function cut(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName)}…`;
}
