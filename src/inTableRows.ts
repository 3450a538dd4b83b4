/** Rows in messages by their numbers in the person's table, where rows were left out before something went wrong. */
import { isUserError, UserError } from "../engine/core/UserError.js";

/**
 * The error, with every `row 5` of its message, counted from 1 in the rows that were kept, called by its number in the whole
 * table. Text in double quotes, such as the name of a column, is left as it is.
 *
 * @param dropped Rows left out, from 0, ascending.
 * @example
 * inTableRows(new UserError('"y" holds -1 in row 2'), [0]) // "y" holds -1 in row 3
 */
export function inTableRows(error: unknown, dropped: readonly number[]): unknown {
  if (!isUserError(error) || dropped.length === 0) return error;
  const renumbered = (part: string) =>
    part.replace(/\brow (\d{1,9})\b/g, (_, row: string) => `row ${tableRow(Number(row), dropped)}`);
  const message = error.message
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : renumbered(part)))
    .join("");
  return message === error.message ? error : new UserError(message);
}

/** Does work on the rows that were kept, and tells what goes wrong by their numbers in the table. */
export function numberedInTable<Value>(dropped: readonly number[], work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw inTableRows(error, dropped);
  }
}

/** Number in the table, from 1, of a row that was kept. */
function tableRow(kept: number, dropped: readonly number[]): number {
  let row = kept;
  for (const out of dropped) {
    if (out + 1 > row) break;
    row++;
  }
  return row;
}

/** Numbers in the table, from 1, of the rows that were kept, so many that the last of them is found. */
export function keptRows(count: number, dropped: readonly number[]): Int32Array {
  const kept = new Int32Array(count);
  let next = 0;
  for (let place = 0, row = 0; place < count; row++) {
    if (dropped[next] === row) next++;
    else kept[place++] = row + 1;
  }
  return kept;
}
