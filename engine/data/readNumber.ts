/** Reads a cell of text as a number. */

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;

/**
 * The number that a cell spells in decimal notation, or as NaN or Inf in any case; undefined for anything else. Stricter
 * than `Number`, which takes an empty cell for 0 and reads hexadecimal.
 */
export function readNumber(cell: string): number | undefined {
  if (decimal.test(cell)) return Number(cell);
  const match = special.exec(cell);
  if (match === null) return undefined;
  return match[2] !== undefined ? NaN : match[1] === "-" ? -Infinity : Infinity;
}
