/** Gathers the rows of each study, and tells whether arms, differences from one arm, or pairs of arms are given. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { asFactor, labelsOf } from "../../../engine/data/factor.js";
import { requireColumn } from "../../../engine/data/table.js";
import { rowList, quotedList } from "./listed.js";
import type { ArmColumns, ContrastColumns, NetworkLayout } from "./NetworkLayout.js";
import { isPresent, numberCells } from "./numberCells.js";
import type { StudyRows, TreatedRow } from "./StudyRows.js";

/**
 * Studies in the order in which the table first names them; their rows need not stand together.
 *
 * @throws UserError when cells of studies or treatments are missing, when a study gives both arms and differences, or nothing.
 */
export function groupStudies(table: Table, layout: NetworkLayout): readonly StudyRows[] {
  if (table.rows === 0) throw new UserError("the table has no rows: a network needs a row for each arm.");
  const studies = requireLabels(table, layout.study);
  const treatments = requireLabels(table, layout.treatment);
  const { contrasts } = layout;
  const comparators = contrasts?.comparator === undefined ? undefined : labels(table, contrasts.comparator);
  const rowsOf = new Map<string, TreatedRow[]>();
  studies.forEach((name, row) => {
    const comparator = comparators?.[row];
    const treated = { row, treatment: treatments[row]!, ...(comparator !== undefined && { comparator }) };
    const rows = rowsOf.get(name);
    if (rows === undefined) rowsOf.set(name, [treated]);
    else rows.push(treated);
  });
  const hasArm = armCells(table, layout.arms);
  const hasDifference = differenceCells(table, contrasts);
  return [...rowsOf].map(([name, rows]) => ({ name, rows, source: sourceOf(name, rows) }));

  function sourceOf(name: string, rows: readonly TreatedRow[]): StudyRows["source"] {
    const arms = rows.some(({ row }) => hasArm(row));
    const differences = rows.some(({ row }) => hasDifference(row));
    if (arms && differences && layout.preferred === undefined) throw new UserError(bothGiven(name, layout));
    if (differences && (!arms || layout.preferred === "contrasts")) {
      return rows.some(({ comparator }) => comparator !== undefined) ? "pairs" : "contrasts";
    }
    // Without columns of arms there is nothing that its cells could be read from.
    if (!arms && (layout.arms === undefined || contrasts !== undefined)) throw new UserError(nothingGiven(name, rows));
    return "arms";
  }
}

/** Names of the columns that tell of an arm's outcome. */
export function armColumnNames(arms: ArmColumns): readonly string[] {
  if (arms.kind === "categories") return arms.categories;
  if (arms.kind === "events") return [arms.events, arms.total, ...(arms.time === undefined ? [] : [arms.time])];
  if (arms.kind === "rate") return [arms.events, arms.exposure];
  return [arms.mean, arms.se, arms.sd, arms.n].filter((name) => name !== undefined);
}

function armCells(table: Table, arms: ArmColumns | undefined): (row: number) => boolean {
  if (arms === undefined) return () => false;
  const [first] = armColumnNames(arms);
  const names = arms.kind === "categories" ? arms.categories : [first!];
  const columns = names.map((name) => numberCells(table, name));
  return (row) => columns.some((cells) => isPresent(cells, row));
}

function differenceCells(table: Table, contrasts: ContrastColumns | undefined): (row: number) => boolean {
  if (contrasts === undefined) return () => false;
  const cells = numberCells(table, contrasts.diff);
  return (row) => isPresent(cells, row);
}

function labels(table: Table, name: string): (string | undefined)[] {
  return labelsOf(asFactor(requireColumn(table, name)));
}

function requireLabels(table: Table, name: string): string[] {
  const found = labels(table, name);
  const missing = found.flatMap((label, row) => (label === undefined || label.trim() === "" ? [row] : []));
  if (missing.length > 0) {
    throw new UserError(`the column "${name}" is empty in ${rowList(missing)}: fill it, or leave those rows out.`);
  }
  return found as string[];
}

function bothGiven(study: string, { arms, contrasts }: NetworkLayout): string {
  const armNames = arms!.kind === "categories" ? arms!.categories : armColumnNames(arms!).slice(0, 2);
  const contrastNames = [contrasts!.diff, contrasts!.diffSe];
  return (
    `study "${study}" gives both arms (${quotedList(armNames)}) and differences (${quotedList(contrastNames)}), which say the same twice: ` +
    `empty the cells of one, or name the columns of one only, ${armOptions(arms!)} or --diff ${contrasts!.diff} --diff-se ${contrasts!.diffSe}.`
  );
}

function armOptions(arms: ArmColumns): string {
  if (arms.kind === "events") return `--events ${arms.events} --total ${arms.total}`;
  if (arms.kind === "rate") return `--events ${arms.events} --exposure ${arms.exposure}`;
  if (arms.kind === "categories") return `--categories ${arms.categories.join(",")}`;
  return `--mean ${arms.mean} ${arms.se === undefined ? `--sd ${arms.sd!}` : `--se ${arms.se}`}`;
}

function nothingGiven(study: string, rows: readonly TreatedRow[]): string {
  const where = rowList(rows.map(({ row }) => row));
  return `study "${study}" has no outcome (${where}): fill in its arms or its differences, or leave it out.`;
}
