/** Reads what was observed in arms, and refuses what cannot have been. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Arm, ArmOutcome } from "./Network.js";
import type { ArmColumns } from "./NetworkLayout.js";
import {
  count,
  isPresent,
  numberCells,
  positive,
  requirePresent,
  requireRule,
  type NumberCells,
} from "./numberCells.js";
import { listed } from "./listed.js";

/** Outcome and people of an arm, by the row that it stands in. */
export type ArmReader = (row: number) => Pick<Arm, "outcome" | "participants">;

/**
 * A reader of arms. The standard error of a mean is its own where one is given, else sd/√n.
 *
 * @param rows Those that will be read, from 0: all are checked at once, so that a message names every bad cell
 * @throws UserError when cells are missing, are no counts, exceed their totals, or errors, times or totals are not above zero.
 */
export function readArms(table: Table, columns: ArmColumns, rows: readonly number[]): ArmReader {
  if (columns.kind === "events") return readEvents(table, columns, rows);
  if (columns.kind === "rate") return readRates(table, columns, rows);
  if (columns.kind === "mean") return readMeans(table, columns, rows);
  return readCategories(table, columns.categories, rows);
}

type Columns<Kind> = Extract<ArmColumns, { kind: Kind }>;

const wholeMend =
  "count people with the event, not percentages; effective sizes of cluster trials must be rounded to whole numbers.";

function readEvents(table: Table, columns: Columns<"events">, rows: readonly number[]): ArmReader {
  const events = numberCells(table, columns.events);
  const total = numberCells(table, columns.total);
  const time = columns.time === undefined ? undefined : numberCells(table, columns.time);
  requirePresent([events, total, ...(time ? [time] : [])], rows);
  requireRule(total, rows, positive, "correct it, or leave the arm out.");
  requireRule(total, rows, count, wholeMend);
  requireRule(events, rows, count, wholeMend);
  if (time) requireRule(time, rows, positive, "correct the time.");
  requireWithin(events, total, rows);
  return (row) => ({
    outcome: { kind: "events", events: events.values[row]!, total: total.values[row]!, time: time?.values[row] ?? 1 },
    participants: total.values[row]!,
  });
}

function requireWithin(events: NumberCells, total: NumberCells, rows: readonly number[]): void {
  const bad = rows.filter((row) => events.values[row]! > total.values[row]!);
  if (bad.length === 0) return;
  const cells = bad.map((row) => `${events.values[row]!} of ${total.values[row]!} in row ${row + 1}`);
  throw new UserError(
    `"${events.name}" is above "${total.name}" (${listed(cells)}): more events than people cannot be, so correct one of them.`,
  );
}

function readRates(table: Table, columns: Columns<"rate">, rows: readonly number[]): ArmReader {
  const events = numberCells(table, columns.events);
  const exposure = numberCells(table, columns.exposure);
  requirePresent([events, exposure], rows);
  requireRule(events, rows, count, "rates are of counted events.");
  requireRule(exposure, rows, positive, "correct the person-time.");
  return (row) => ({ outcome: { kind: "rate", events: events.values[row]!, exposure: exposure.values[row]! } });
}

function readMeans(table: Table, columns: Columns<"mean">, rows: readonly number[]): ArmReader {
  const optional = (name: string | undefined) => (name === undefined ? undefined : numberCells(table, name));
  const mean = numberCells(table, columns.mean);
  const [se, sd, n] = [optional(columns.se), optional(columns.sd), optional(columns.n)];
  const hasError = (row: number): boolean => se !== undefined && isPresent(se, row);
  const bySd = rows.filter((row) => !hasError(row));
  // Where only sd and n could stand in for a missing error, they are what is asked for.
  const deviations = sd !== undefined && n !== undefined ? [sd, n] : [se!];
  requirePresent([mean], rows);
  requirePresent(deviations, bySd);
  if (se) requireRule(se, rows, positive, "a standard error is positive, so correct it.");
  if (sd) requireRule(sd, bySd, positive, "a standard deviation is positive, so correct it.");
  if (n) requireRule(n, rows, positive, "correct the number of people.");
  return (row) => {
    const error = hasError(row) ? se!.values[row]! : sd!.values[row]! / Math.sqrt(n!.values[row]!);
    const outcome: ArmOutcome = { kind: "mean", mean: mean.values[row]!, se: error };
    return n !== undefined && isPresent(n, row) ? { outcome, participants: n.values[row]! } : { outcome };
  };
}

function readCategories(table: Table, names: readonly string[], rows: readonly number[]): ArmReader {
  const columns = names.map((name) => numberCells(table, name));
  // A category that a study does not tell from the one below is empty; below the lowest there is none.
  requirePresent(columns.slice(0, 1), rows);
  for (const cells of columns) requireRule(cells, rows, count, wholeMend);
  return (row) => {
    const counts = columns.map((cells) => cells.values[row]!);
    const told = counts.filter((value) => value === value);
    const people = told.reduce((sum, value) => sum + value, 0);
    if (told.length < 2) {
      throw new UserError(
        `row ${row + 1} has only one category: give the number of people of at least two of ${listed(names)}.`,
      );
    }
    if (people === 0) throw new UserError(`row ${row + 1} has no people in any category: correct it, or leave it out.`);
    return { outcome: { kind: "categories", counts }, participants: people };
  };
}
