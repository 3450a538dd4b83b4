/** A pedigree as a table has it. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { cellNames } from "./cellNames.js";
import { pedigreeColumns } from "./pedigreeColumns.js";
import type { PedigreeDeclaration } from "./StructureDeclaration.js";
import { knownParents } from "./knownParents.js";

/**
 * Animals with their parents from a table with a row for each, as {@link pedigree} describes it.
 *
 * @param what Called so in messages: `the pedigree P`
 * @throws UserError for a table with fewer than three columns, or with some but not all of the names, and for an animal without a name
 */
export function pedigreeOfTable(table: Table, what = "the pedigree"): PedigreeDeclaration {
  const { columns, guessed } = pedigreeColumns(table, what);
  const [animals, ...others] = cellNames(columns);
  const nameless = animals.findIndex((name) => name === undefined || name.toLowerCase() === "nan");
  if (nameless !== -1)
    throw new UserError(`row ${nameless + 1} of ${what} names no animal in "${columns[0].name}": name it.`);
  const { parents, marks } = knownParents(animals as string[], others);
  return {
    kind: "pedigree",
    animals: animals as string[],
    dams: parents[0],
    sires: parents[1],
    ...(guessed && { columns: [columns[0].name, columns[1].name, columns[2].name] }),
    ...(marks.length > 0 && { marks }),
  };
}
