/** Names from data in sentences. */
import { printable } from "../../../engine/text/printable.js";

/** Characters of a name before it is cut. */
const mostQuoted = 60;

/** A name in quotes for a sentence of one line: cut when long, without control characters. */
export function quotedName(name: string): string {
  return `"${printable(name.length <= mostQuoted ? name : `${name.slice(0, mostQuoted)}…`)}"`;
}
