/** Names that are numbers, by their value. */
import { readNumber } from "../../../engine/data/readNumber.js";

/** As data name a number, `7` for `007`; undefined for any other name, and for NaN and infinities. */
export function numberName(name: string): string | undefined {
  const number = readNumber(name.trim());
  return number !== undefined && Number.isFinite(number) ? String(number + 0) : undefined;
}
