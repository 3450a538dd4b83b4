/** A table as bytes, for its hash: the same for the same columns in whatever order they came. */
import type { Table } from "../engine/core/Table.js";

/** For each column, by name: its kind, name, levels and rows as JSON, then its numbers or codes, little-endian. */
export function* tableBytes(table: Table): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const name of [...table.columns.keys()].sort()) {
    const column = table.columns.get(name)!;
    const numbers = column.kind === "number" ? column.values : column.codes;
    const levels = column.kind === "number" ? [] : column.levels;
    yield encoder.encode(JSON.stringify([column.kind, name, levels, numbers.length]));
    yield new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  }
}
