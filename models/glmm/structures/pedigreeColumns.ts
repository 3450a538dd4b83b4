/** Which columns of a table are its animals, dams and sires. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { quotedName } from "./quotedName.js";
import { withoutRowNumbers } from "./withoutRowNumbers.js";

/** Words for each, in the order of the table's first three where these are taken. */
const roles = [
  { called: "animal", words: ["animal", "individual", "id"], parent: undefined },
  { called: "dam", words: ["dam", "mother", "mum", "mom"], parent: "female" },
  { called: "sire", words: ["sire", "father", "dad"], parent: "male" },
] as const;

type Role = (typeof roles)[number];

/** Words beside these that leave a name's meaning as it is: `sire_id`, `Animal No`. */
const idleWords = new Set(["id", "ids", "name", "no", "nr", "number", "code", "parent"]);

export interface PedigreeColumns {
  readonly columns: readonly [animals: Column, dams: Column, sires: Column];
  /** Whether a person should be told which columns were taken. */
  readonly guessed: boolean;
}

/**
 * The columns whose names are, or hold, a word for them; where no name holds any, the first three.
 *
 * @param what Called so in messages: `the pedigree P`
 * @throws UserError for a table with fewer than three columns, with words for some but not all three, and with two for the same
 * @example pedigreeColumns(table, "the pedigree P") // of father_id, mother_id, id: the third, the second and the first
 */
export function pedigreeColumns(table: Table, what: string): PedigreeColumns {
  const all = withoutRowNumbers([...table.columns.values()]);
  const named = roles.map((role) => nearest(all, role, what));
  const [animals, dams, sires] = named.map((one) => one?.column);
  if (animals && dams && sires)
    return { columns: [animals, dams, sires], guessed: named.some((one) => one!.distance > 1) };
  // With one column found by its name, to guess another would be to guess wrong some day.
  if (named.some((one) => one !== undefined) || all.length < 3) {
    const missing = roles.filter((_, k) => named[k] === undefined).map(({ called }) => called);
    const names = all.map(({ name }) => quotedName(name)).join(", ");
    throw new UserError(
      `${what} has no column ${missing.join(", no column ")}: call its columns animal, dam and sire (they are ${names || "none"}).`,
    );
  }
  return { columns: [all[0], all[1], all[2]], guessed: true };
}

/** The column whose name is nearest to a role, if any. */
function nearest(columns: readonly Column[], role: Role, what: string) {
  const candidates = columns.map((column) => ({ column, distance: distanceOf(column.name, role) }));
  const distance = Math.min(...candidates.map((one) => one.distance));
  if (distance === Infinity) return undefined;
  const found = candidates.filter((one) => one.distance === distance);
  if (found.length > 1) {
    throw new UserError(
      `${what} has the columns ${found.map(({ column }) => quotedName(column.name)).join(" and ")}, which ` +
        (distance < 2
          ? "mean the same: remove one."
          : `may both be its ${role.called}s: call one of them ${role.called}.`),
    );
  }
  return found[0];
}

/** 0 for a name that is a word of the role, 1 with idle words beside it, 2 with others, 3 for no more than an `id` beside others. */
function distanceOf(name: string, role: Role): number {
  const words = wordsOf(name);
  const others = roles.filter((one) => one !== role && one.parent !== undefined);
  // The dam of a sire is neither.
  if (!holds(words, role) || others.some((other) => holds(words, other))) return Infinity;
  if (words.length === 1) return 0;
  const isOwn = (word: string) => (role.words as readonly string[]).includes(word) || word === role.parent;
  if (words.every((word) => isOwn(word) || idleWords.has(word))) return 1;
  return words.some((word) => word !== "id" && isOwn(word)) ? 2 : 3;
}

function holds(words: readonly string[], { words: own, parent }: Role): boolean {
  const has = (word: string) => words.includes(word);
  return own.some(has) || (parent !== undefined && has(parent) && has("parent"));
}

/** `sireID`, `Sire.id` and `sire_id` are sire and id. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
