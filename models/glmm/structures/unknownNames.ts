/** The sentence for levels of data that a structure does not have. */
import { nearestName } from "../../../engine/data/nearestName.js";
import { readNumber } from "../../../engine/data/readNumber.js";
import { quotedName } from "./quotedName.js";

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

/** Known names whose letters are all compared with those of an unknown one. */
const mostCompared = 1000;

/** Characters of a name beyond which no near name is looked for. */
const longestName = 60;

/**
 * Names the levels that a structure lacks, and what each may have meant: the same letters in another case, with spaces for underscores
 * and the like, else the nearest name. Where one change of spelling would mend all, that is said instead.
 *
 * @param names Levels of the data
 * @returns One sentence with the mend, or undefined where all names are known
 * @example
 * unknownNames(["Homo sapiens"], { known: new Set(["Homo_sapiens"]), column: "species", structure: "the tree t" });
 * // 1 of 1 levels of "species" is not in the tree t: "Homo sapiens" (did you mean "Homo_sapiens"?); correct it, or …
 */
export function unknownNames(names: readonly string[], { known, column, structure }: NamePlace): string | undefined {
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return undefined;
  const one = unknown.length === 1;
  const count = `${unknown.length} of ${names.length} levels of ${quotedName(column)} ${one ? "is" : "are"} not in ${structure}: `;
  const ellipsis = unknown.length > mostShown ? ", …" : "";
  const spelling = one ? undefined : spellingOfAll(unknown, known);
  if (spelling !== undefined) {
    const all = unknown.length === 2 ? "both" : `all ${unknown.length}`;
    return (
      `${count}${unknown.slice(0, mostShown).map(quotedName).join(", ")}${ellipsis}; ` +
      `${all} would be found ${spelling}: rename them in the data or the file.`
    );
  }
  const meant = meantNames(known.keys());
  const shown = unknown.slice(0, mostShown).map((name) => {
    const near = meant(name);
    return quotedName(name) + (near === undefined ? "" : ` (did you mean ${quotedName(near)}?)`);
  });
  return (
    `${count}${shown.join(", ")}${ellipsis}; ` +
    `correct ${one ? "it, or leave its" : "them, or leave their"} rows out.`
  );
}

/** Ways in which a whole column is spelt otherwise: what both sides are made into, and words for the mend. */
const spellings: readonly (readonly [
  ofLevel: (name: string) => string,
  ofKnown: (name: string) => string,
  words: string,
])[] = [
  [(name) => name.replaceAll(" ", "_"), (name) => name, 'with "_" for blanks'],
  [(name) => name.replaceAll("_", " "), (name) => name, 'with blanks for "_"'],
  [(name) => name.trim(), (name) => name.trim(), "without blanks at the ends"],
  [(name) => name.toLowerCase(), (name) => name.toLowerCase(), "but for capital and small letters"],
  [
    (name) => name.replaceAll(" ", "_").toLowerCase(),
    (name) => name.replaceAll(" ", "_").toLowerCase(),
    'but for capital and small letters, blanks and "_"',
  ],
];

/** Words for the one change of spelling by which all names would be known, if there is one. */
function spellingOfAll(unknown: readonly string[], known: NamePlace["known"]): string | undefined {
  const found = spellings.find(([ofLevel, ofKnown]) => {
    const spelt = new Set([...known.keys()].map(ofKnown));
    return unknown.every((name) => spelt.has(ofLevel(name)));
  });
  return found?.[2];
}

/** Finds the known name that was meant, if any is near. */
function meantNames(known: Iterable<string>): (name: string) => string | undefined {
  const names = [...known];
  const letters = names.map(lettersOf);
  const byLetters = new Map<string, string>();
  letters.forEach((one, i) => byLetters.has(one) || byLetters.set(one, names[i]));
  return (name) => {
    if (name.length > longestName) return undefined;
    const wanted = lettersOf(name);
    if (byLetters.has(wanted)) return byLetters.get(wanted);
    // One number is as near to the next as any: 105 is no misspelt 106.
    if (wanted.length < 3 || readNumber(wanted) !== undefined) return undefined;
    const alike = mostAlike(wanted, letters);
    const near = nearestName(
      name,
      alike.map((i) => names[i]),
    );
    // Names may have become longer, such as by the number of a taxon.
    const longer = alike.find((i) => letters[i].startsWith(wanted));
    return near ?? (longer === undefined ? undefined : names[longer]);
  };
}

/** What remains of a name when case, blanks, underscores, dots and hyphens do not count; of a number its value. */
function lettersOf(name: string): string {
  const number = readNumber(name.trim());
  if (number !== undefined) return String(number);
  return name
    .slice(0, 2 * longestName)
    .toLowerCase()
    .replace(/[\s_.-]+/gu, "");
}

/** Places of the names that begin and end most like the one wanted: only of these are all letters compared, which takes time. */
function mostAlike(wanted: string, names: readonly string[]): number[] {
  if (names.length <= mostCompared) return [...names.keys()];
  const alike = names.map((name) => sharedEnds(wanted, name));
  const counts = new Int32Array(wanted.length + 1);
  for (const count of alike) counts[count]++;
  let least = wanted.length;
  for (let taken = counts[least]; least > 0 && taken + counts[least - 1] <= mostCompared; taken += counts[least])
    least--;
  return [...names.keys()].filter((i) => alike[i] >= least).slice(0, mostCompared);
}

/** Letters that two words have in common at their beginning, and then at their end. */
function sharedEnds(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (start + end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return start + end;
}
