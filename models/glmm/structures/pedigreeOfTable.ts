/** A pedigree as a table has it. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { cellNames } from "./cellNames.js";
import type { PedigreeDeclaration } from "./StructureDeclaration.js";
import { withoutRowNumbers } from "./withoutRowNumbers.js";

/** Names of the columns, in any case, in the order of the table's first three where these are taken. */
const wordsFor = [
  ["animal", "id", "individual"],
  ["dam", "mother"],
  ["sire", "father"],
] as const;

/** What stands for a parent that is not known, unless an animal is called so. */
const unknownParents = ["", "0", "*", "."];

/**
 * Animals with their parents from a table with a row for each, as {@link pedigree} describes it.
 *
 * @param what Called so in messages: `the pedigree P`
 * @throws UserError for a table with fewer than three columns, or with some but not all of the names, and for an animal without a name
 */
export function pedigreeOfTable(table: Table, what = "the pedigree"): PedigreeDeclaration {
  const { columns, byPlace } = pedigreeColumns(table, what);
  const [animals, dams, sires] = columns.map(cellNames);
  const nameless = animals.indexOf(undefined);
  if (nameless !== -1)
    throw new UserError(`row ${nameless + 1} of ${what} names no animal in "${columns[0].name}": name it.`);
  const known = new Set(animals);
  const isUnknown = new Set(unknownParents.filter((word) => !known.has(word)));
  const parents = (names: readonly (string | undefined)[]) =>
    names.map((name) => (name === undefined || isUnknown.has(name) ? null : name));
  return {
    kind: "pedigree",
    animals: animals as string[],
    dams: parents(dams),
    sires: parents(sires),
    ...(byPlace && { columns: columns.map(({ name }) => name) as [string, string, string] }),
  };
}

/** The columns of animals, dams and sires, and whether they are simply the first three. */
function pedigreeColumns(table: Table, what: string): { columns: Column[]; byPlace: boolean } {
  const all = withoutRowNumbers([...table.columns.values()]);
  const named = wordsFor.map((words) => {
    const found = all.filter(({ name }) => (words as readonly string[]).includes(name.toLowerCase()));
    if (found.length > 1) {
      throw new UserError(
        `${what} has the columns ${found.map(({ name }) => `"${name}"`).join(" and ")}, which mean the same: remove one.`,
      );
    }
    return found[0];
  });
  if (named.every((column) => column !== undefined)) return { columns: named, byPlace: false };
  // With one parent's column found by its name, to guess the other's would be to guess wrong some day.
  const missing = wordsFor.filter((_, k) => named[k] === undefined).map(([word]) => word);
  if (named[1] !== undefined || named[2] !== undefined || all.length < 3) {
    const names = all.map(({ name }) => `"${name}"`).join(", ");
    throw new UserError(
      `${what} has no column ${missing.join(", no column ")}: call its columns animal, dam and sire (they are ${names || "none"}).`,
    );
  }
  return { columns: all.slice(0, 3), byPlace: true };
}
