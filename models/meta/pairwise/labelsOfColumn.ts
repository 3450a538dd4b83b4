/** A column as labels of its rows. */
import type { Table } from "../../../engine/core/Table.js";
import { asFactor, labelsOf } from "../../../engine/data/factor.js";
import { requireComplete } from "../../../engine/data/missing.js";
import { requireColumn } from "../../../engine/data/table.js";

/** The label of each row; numbers are written as text. @throws UserError when there is no such column, or it has missing cells. */
export function labelsOfColumn(table: Table, name: string): readonly string[] {
  const column = requireColumn(table, name);
  requireComplete(column);
  return labelsOf(asFactor(column)) as string[];
}
