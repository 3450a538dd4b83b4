/** The sentence for a column that a table does not have. */
import { nearestName } from "./nearestName.js";

const mostShown = 12;

/** Names the column that was meant, where one is near, or those there are. */
export function unknownColumn(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearestName(name, names);
  if (near !== undefined) return `unknown column "${name}": did you mean "${near}"?`;
  const shown = names.slice(0, mostShown).join(", ") + (names.length > mostShown ? `, … (${names.length} in all)` : "");
  return `unknown column "${name}": the columns are ${shown || "none"}.`;
}
