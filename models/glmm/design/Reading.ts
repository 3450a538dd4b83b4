/** One pass over a table in the words of one formula: what is read, and what earlier passes have to be remembered. */
import type { Table } from "../../../engine/core/Table.js";

/** Orders of levels that a person gave, by column; null for the levels found. */
export type DeclaredFactors = ReadonlyMap<string, readonly string[] | null>;

export interface Reading {
  readonly table: Table;
  /** The formula's text, for excerpts in messages. */
  readonly text: string;
  readonly factors: DeclaredFactors;
  /**
   * What the fitted rows determine, by the part of the formula that it belongs to: means that were subtracted, levels,
   * polynomials. Filled by the first pass, read by those over new data.
   */
  readonly memory: Map<object, unknown>;
  /** True where the fitted rows have been read before, and the table is of rows to predict. */
  readonly isNewData: boolean;
}

/** What the fitted rows said of a part of the formula; the first pass works it out. */
export function recall<Value>({ memory }: Reading, part: object, workOut: () => Value): Value {
  if (memory.has(part)) return memory.get(part) as Value;
  const value = workOut();
  memory.set(part, value);
  return value;
}

/** Whether the fitted rows have been read, so that this table is new data. */
export function isRemembered({ memory }: Reading, part: object): boolean {
  return memory.has(part);
}
