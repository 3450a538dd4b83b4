/** A pedigree for formulas, from a table. */
import { tableOf, type TableInput } from "../../../engine/data/tableOf.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { pedigreeOfTable } from "./pedigreeOfTable.js";
import type { PedigreeDeclaration } from "./StructureDeclaration.js";

export interface PedigreeOptions {
  /** What messages call the table: `the pedigree P`. */
  readonly source?: string;
}

/**
 * A pedigree, for `gr(animal, pedigree = P)`: additive genetic effects, whose covariance is the numerator relationship matrix.
 *
 * Columns are found by words in their names, in any case: `animal`, `id` or `individual`; `dam`, `mother`, `mum` or `female parent`; `sire`,
 * `father`, `dad` or `male parent`, also as in `sireID` or `mother_id`; where no name holds any, the first three are taken. A parent that is
 * not known is empty, `NA`, null, `0`, `*` or `.`; marks such as `-`, `?`, `-9`, `unknown` or `none` are understood too, with a note, unless an
 * animal is called so. Rows may come in any order; parents without a row are founders; inbreeding is worked out.
 *
 * @param input A table, an array of records, or a record of columns
 * @throws UserError for a table with some of these columns only or with an animal that has no name
 * @example
 * const P = pedigree({ animal: ["a", "b", "c"], dam: [null, null, "a"], sire: [null, null, "b"] });
 * glmm("weight ~ 1 + (1 | gr(animal, pedigree = P))", { structures: { P } });
 */
export function pedigree(input: TableInput, options: PedigreeOptions = {}): PedigreeDeclaration {
  refuseUnknownOptions("pedigree()", options, ["source"]);
  return pedigreeOfTable(tableOf(input), options.source);
}
