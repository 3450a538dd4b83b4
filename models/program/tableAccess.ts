/** A program's way to the columns of a table. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { Column } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { requireFinite } from "../../engine/data/column.js";
import type { FactorColumn } from "../../engine/core/Table.js";
import { readNumber } from "../../engine/data/csv.js";
import { asFactor } from "../../engine/data/factor.js";
import { requireComplete } from "../../engine/data/missing.js";
import { unknownColumn } from "../../engine/data/unknownColumn.js";
import type { ProgramRun } from "./ProgramRun.js";
import type { Factor } from "./scope.js";

/** The numbers of a column. @throws UserError when it is unknown, holds text, or has cells that are not numbers. */
export function numbersOf(run: ProgramRun, name: string): Float64Array {
  const column = usedColumn(run, name);
  if (column.kind === "factor") {
    throw new UserError(
      strayText(name, column) ?? `the column "${name}" holds text, so it is no number: use factor("${name}").`,
    );
  }
  return column.values;
}

/** Names the first text in a column whose cells are mostly numbers, which is a slip and no category. */
function strayText(name: string, { codes, levels }: FactorColumn): string | undefined {
  const isNumber = levels.map((level) => readNumber(level) !== undefined);
  const text = Array.from(codes).filter((code) => code >= 0 && !isNumber[code]).length;
  if (2 * text >= codes.length) return undefined;
  const row = codes.findIndex((code) => code >= 0 && !isNumber[code]);
  return `"${name}" holds "${levels[codes[row]!]}" in row ${row + 1}, where most cells are numbers: correct the cell.`;
}

/** A number column as a tensor, the same one each time. */
export function dataTensor(run: ProgramRun, name: string): Tensor {
  const values = numbersOf(run, name);
  const tensor = run.context.data(name, values);
  run.tensorNames.set(tensor, name);
  run.knownValues.set(tensor, values);
  return tensor;
}

/** A column as categories. @throws UserError when it is unknown or has missing cells. */
export function factorOf(run: ProgramRun, name: string): Factor {
  const factor = asFactor(usedColumn(run, name));
  const codes = run.context.integers(`factor:${name}`, factor.codes);
  run.tensorNames.set(codes, name);
  run.knownValues.set(codes, factor.codes);
  return { codes, index: factor.codes.slice(), levels: factor.levels, count: factor.levels.length };
}

/** `data.y` and `data("y")`. Any name may be a column's, so nothing but the table is looked at. */
export function dataAccess(read: (name: string) => Tensor): (name: string) => Tensor {
  return new Proxy((name: string) => read(name), {
    get: (_, key) => (typeof key === "string" ? read(key) : undefined),
    set: (_, key) => {
      throw new UserError(`data cannot be changed: "${String(key)}" is a column of the table.`);
    },
  });
}

function usedColumn(run: ProgramRun, name: string): Column {
  const column = run.table.columns.get(name);
  if (!column) throw new UserError(unknownColumn(name, run.table.columns.keys()));
  run.usedColumns.add(name);
  if (run.lenient) return column;
  requireFinite(column);
  requireComplete(column);
  return column;
}
