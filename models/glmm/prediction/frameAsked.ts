/** The rows of a prediction in the columns of the fit. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { tableOf, type TableInput } from "../../../engine/data/tableOf.js";
import { columnsOf } from "../../formula/columnsOf.js";
import type { Formula, GroupFormula } from "../../formula/Formula.js";
import { groupNames } from "../../formula/groupNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import { formulasOf } from "./formulasOf.js";

/**
 * The fitted rows, or those of a new table. What only group-level terms read that do not enter need not be in it,
 * so that the population can be predicted without naming groups.
 *
 * @param enters Whether the terms of a group enter.
 * @throws UserError for a table that lacks a column, or has cells that the model cannot read.
 */
export function frameAsked(
  fitted: FittedGlmm,
  input: TableInput | undefined,
  enters: (group: string) => boolean,
): Frame {
  if (input === undefined) return fitted.frame;
  const newdata = tableOf(input);
  const { data } = fitted.posterior;
  if (data === undefined || fitted.frame.groups.every(({ group }) => enters(group))) return fitted.encode(newdata);
  return fitted.encode(withFiller(newdata, data, columnsNotRead(formulasOf(fitted), enters)));
}

/** Columns that nothing reads but group-level terms that do not enter. */
function columnsNotRead(formulas: readonly Formula[], enters: (group: string) => boolean): ReadonlySet<string> {
  const names = groupNames(formulas);
  const entering = (group: GroupFormula) => enters(names.get(group)!);
  const read = new Set(formulas.flatMap((formula) => [...columnsOf(withGroups(formula, entering))]));
  return new Set(formulas.flatMap((formula) => columnsOf(formula).filter((name) => !read.has(name))));
}

function withGroups(formula: Formula, enters: (group: GroupFormula) => boolean): Formula {
  const { predictor } = formula;
  const groups = predictor.groups.filter(enters);
  return { ...formula, predictor: { ...predictor, groups } };
}

/** A table whose columns of these names are the first fitted cell throughout: values that can be read, whatever they are. */
function withFiller(newdata: Table, fitted: Table, names: ReadonlySet<string>): Table {
  const columns = new Map(newdata.columns);
  for (const name of names) {
    const column = fitted.columns.get(name);
    if (column !== undefined) columns.set(name, repeated(column, newdata.rows));
  }
  return { ...newdata, columns };
}

function repeated(column: Column, rows: number): Column {
  if (column.kind === "number")
    return { ...column, values: new Float64Array(rows).fill(column.values[0]!), missing: [] };
  return { ...column, codes: new Int32Array(rows).fill(column.codes[0]!), missing: [] };
}
