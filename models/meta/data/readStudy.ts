/** Makes a study of its rows. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Arm, Study } from "./Network.js";
import type { NetworkLayout } from "./NetworkLayout.js";
import { isPresent, numberCells, positive, requireRule } from "./numberCells.js";
import { rowList } from "./listed.js";
import type { ArmReader } from "./readArms.js";
import { readContrasts } from "./readContrasts.js";
import { readPairs } from "./readPairs.js";
import { rebaseContrasts } from "./rebaseContrasts.js";
import { standardisedContrasts } from "./standardisedContrasts.js";
import type { StudyRows } from "./StudyRows.js";

export interface StudyReading {
  readonly table: Table;
  readonly layout: NetworkLayout;
  /** Of studies known by their arms. */
  readonly armOf?: ArmReader;
  /** Place of each treatment in the network's order. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly measure: "md" | "smd";
  readonly correlation?: number;
}

export interface ReadStudy {
  readonly study: Study;
  /** Whether the correlation of its differences was assumed. */
  readonly assumed: boolean;
  /** Whether one of its standard errors, though not needed, cannot be. */
  readonly doubtful: boolean;
}

/**
 * The study, its arms in the network's order.
 *
 * @throws UserError when it has a single arm, or two arms of one treatment, and as its arms and differences are read.
 */
export function readStudy(rows: StudyRows, reading: StudyReading): ReadStudy {
  if (rows.source === "pairs") return pairStudy(rows, reading);
  refuseArms(rows);
  return rows.source === "contrasts" ? contrastStudy(rows, reading) : armStudy(rows, reading);
}

function refuseArms({ name, rows, source }: StudyRows): void {
  const rowOf = new Map<string, number>();
  for (const { row, treatment } of rows) {
    const before = rowOf.get(treatment);
    if (before !== undefined) {
      throw new UserError(
        `study "${name}" lists the treatment "${treatment}" twice (${rowList([before, row])}): add these arms up into one row, ` +
          `or tell two studies apart by name.`,
      );
    }
    rowOf.set(treatment, row);
  }
  if (rows.length > 1) return;
  const { row, treatment } = rows[0]!;
  const mend =
    source === "contrasts"
      ? "add a row for the arm it is compared with, or name that treatment's column with --comparator"
      : "add its other arm";
  throw new UserError(
    `study "${name}" has one arm only, "${treatment}" in row ${row + 1}, and compares nothing: ${mend}, or leave it out.`,
  );
}

function armStudy({ name, rows }: StudyRows, reading: StudyReading): ReadStudy {
  const { armOf, placeOf, measure, table, layout } = reading;
  const people = peopleReader(rows, reading);
  const arms = rows
    .map(({ row, treatment }): Arm => ({ treatment: placeOf.get(treatment)!, row, ...people(row), ...armOf!(row) }))
    .sort((a, b) => a.treatment - b.treatment);
  if (measure === "md") return { study: { name, arms }, assumed: false, doubtful: false };
  requirePeople(name, arms);
  const sd = layout.arms?.kind === "mean" && layout.arms.sd ? numberCells(table, layout.arms.sd) : undefined;
  const moments = arms.map(({ row, outcome, participants }) => {
    const { mean, se } = outcome as Extract<Arm["outcome"], { kind: "mean" }>;
    const n = participants!;
    return { mean, sd: sd && isPresent(sd, row) ? sd.values[row]! : se * Math.sqrt(n), n };
  });
  const contrasts = standardisedContrasts(name, moments);
  // Differences take the place of what was observed.
  const known = arms.map(({ treatment, row, participants }) => ({ treatment, row, participants: participants! }));
  return { study: { name, arms: known, contrasts }, assumed: false, doubtful: false };
}

function requirePeople(study: string, arms: readonly Arm[]): void {
  const lacking = arms.filter(({ participants }) => participants === undefined).map(({ row }) => row);
  if (lacking.length === 0) return;
  throw new UserError(
    `study "${study}" lacks numbers of people (${rowList(lacking)}), which standardised mean differences need: ` +
      `fill them in, name their column with --n, or give the study's differences.`,
  );
}

function contrastStudy(rows: StudyRows, reading: StudyReading): ReadStudy {
  const { table, layout, placeOf, correlation } = reading;
  const read = readContrasts(table, layout.contrasts!, rows, correlation);
  const people = peopleReader(rows.rows, reading);
  const arms = rows.rows.map(({ row, treatment }): Arm => ({
    treatment: placeOf.get(treatment)!,
    row,
    ...people(row),
  }));
  const order = byTreatment(arms);
  const study = { name: rows.name, arms: order.map((k) => arms[k]!), contrasts: rebaseContrasts(read, order) };
  return { study, assumed: read.assumed, doubtful: read.doubtful };
}

/** Reads numbers of people where the table tells of them. */
function peopleReader(rows: StudyRows["rows"], { table, layout }: StudyReading) {
  if (layout.participants === undefined) return () => ({});
  const cells = numberCells(table, layout.participants);
  const places = rows.map(({ row }) => row);
  requireRule(cells, places, positive, "correct the number of people, or leave the cell empty.");
  return (row: number) => (isPresent(cells, row) ? { participants: cells.values[row]! } : {});
}

function pairStudy(rows: StudyRows, { table, layout, placeOf, correlation }: StudyReading): ReadStudy {
  const read = readPairs(table, layout.contrasts!, rows, correlation);
  const arms = read.arms.map(({ treatment, row }): Arm => ({ treatment: placeOf.get(treatment)!, row }));
  const order = byTreatment(arms);
  const study = { name: rows.name, arms: order.map((k) => arms[k]!), contrasts: rebaseContrasts(read, order) };
  return { study, assumed: read.assumed, doubtful: read.doubtful };
}

function byTreatment(arms: readonly Arm[]): number[] {
  return arms.map((_, k) => k).sort((k, l) => arms[k]!.treatment - arms[l]!.treatment);
}
