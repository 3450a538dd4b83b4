/** Traces a model on the rows that are complete in the columns it turns out to use. */
import type { GeometryOptions, Model, TracedModel } from "../engine/core/Model.js";
import type { Column, Table } from "../engine/core/Table.js";
import { completeRows, type MissingPolicy } from "../engine/data/missing.js";
import { inTableRows } from "./inTableRows.js";

/** A trace and what it was made on. */
export interface TracedRows {
  readonly traced: TracedModel;
  /** The used columns, in the rows that were kept. */
  readonly data: Table;
  /** Rows of the table given, from 0, that were left out. */
  readonly dropped: readonly number[];
}

/**
 * Which columns a model uses is known only once it has been traced, so it is traced while its reading is watched, and again
 * whenever a column it read has missing cells that are to be dropped.
 * Throws UserError for missing cells, unless the policy is `drop`, and for whatever the model objects to.
 */
export function traceOnRows(model: Model, table: Table, policy: MissingPolicy, geometry?: GeometryOptions): TracedRows {
  let used = 0;
  let rows = completeRows(table, [], policy);
  const complete = (names: readonly string[]) =>
    model.readsMissing ? { table, dropped: [] } : completeRows(table, names, policy);
  for (;;) {
    const watched = new WatchedColumns(rows.table.columns);
    const attempt = tried(() => model.trace({ rows: rows.table.rows, columns: watched }, geometry));
    // A trace that failed has not read everything; some models can say what they would have read.
    const known = "error" in attempt ? tried(() => (model as Reader).usedColumns?.(table) ?? []) : undefined;
    const read = [...watched.used, ...(known && "value" in known ? known.value : [])];
    const names = [...new Set(read)].filter((name) => table.columns.has(name));
    const before = rows;
    // Missing cells explain a failure better than the model can.
    rows = complete(names);
    if (names.length > used && rows.dropped.length !== before.dropped.length) {
      used = names.length;
      continue;
    }
    if ("error" in attempt) throw inTableRows(attempt.error, rows.dropped);
    const columns = new Map(names.sort().map((name) => [name, rows.table.columns.get(name)!]));
    return { traced: attempt.value, data: { rows: rows.table.rows, columns }, dropped: rows.dropped };
  }
}

/** A model that knows which columns it reads, whatever is in them. */
interface Reader {
  usedColumns?(table: Table): readonly string[];
}

/** A map of columns that remembers which were read. */
class WatchedColumns extends Map<string, Column> {
  readonly used = new Set<string>();

  override get(name: string): Column | undefined {
    this.used.add(name);
    return super.get(name);
  }

  override entries(): ReturnType<Map<string, Column>["entries"]> {
    for (const name of this.keys()) this.used.add(name);
    return super.entries();
  }

  override [Symbol.iterator](): ReturnType<Map<string, Column>["entries"]> {
    return this.entries();
  }

  override values(): ReturnType<Map<string, Column>["values"]> {
    for (const name of this.keys()) this.used.add(name);
    return super.values();
  }

  override forEach(visit: (column: Column, name: string, map: Map<string, Column>) => void): void {
    for (const [name, column] of this) visit(column, name, this);
  }
}

function tried<Value>(work: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
