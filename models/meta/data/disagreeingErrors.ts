/** Finds standard errors of means that do not go with the standard deviations beside them. */
import type { Table } from "../../../engine/core/Table.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { rowList } from "./listed.js";
import type { ArmColumns } from "./NetworkLayout.js";
import { numberCells } from "./numberCells.js";

/** Off by more than this factor, an error is no rounding of sd/√n. */
const tolerated = 1.25;

/** A warning of the rows that give a standard error, a standard deviation and a size which contradict one another; none where few columns are there. */
export function disagreeingErrors(table: Table, columns: ArmColumns, rows: readonly number[]): readonly Warning[] {
  if (columns.kind !== "mean" || !columns.se || !columns.sd || !columns.n) return [];
  const [se, sd, n] = [columns.se, columns.sd, columns.n].map((name) => numberCells(table, name).values);
  // A missing cell makes the ratio NaN, which is neither above nor below.
  const ratio = (row: number): number => (se![row]! * Math.sqrt(n![row]!)) / sd![row]!;
  const odd = rows.filter((row) => ratio(row) > tolerated || ratio(row) < 1 / tolerated);
  if (odd.length === 0) return [];
  const text =
    `In ${rowList(odd)} the standard error "${columns.se}" is not "${columns.sd}" divided by the root of "${columns.n}": one may stand in ` +
    `the other's place; the standard error is what is used, so check it, or name --sd and --n to use these.`;
  return [{ cause: "errors_disagree", variables: [], text }];
}
