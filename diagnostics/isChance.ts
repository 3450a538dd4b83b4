/** Whether chance explains the high values of R-hat of a fit: one rule for verdict, warnings and causes. */
import type { Draws } from "../engine/core/Draws.js";
import { evenChains, variableChains } from "./evenChains.js";
import { visibleRhat } from "./limits.js";
import { isRhatByChance } from "./rhatByChance.js";
import type { SummaryRow } from "./summarise.js";

/** The highest decide: below them, agreement only gets better. */
const mostTried = 24;

/**
 * Whether every high R-hat is within what chance gives among so many variables.
 *
 * @param rows `summarise(draws)`, in the order of the names
 * @param high rows whose R-hat is too high, the highest first
 * @param variables number of variables with an R-hat
 */
export function isChance(
  draws: Draws,
  rows: readonly SummaryRow[],
  high: readonly SummaryRow[],
  variables: number,
): boolean {
  if (high.some((row) => row.rhat! > visibleRhat)) return false;
  const even = evenChains(draws);
  const indexOf = new Map(rows.map((row, index) => [row.variable, index]));
  return high.slice(0, mostTried).every(({ variable }) => {
    const index = indexOf.get(variable);
    return index !== undefined && isRhatByChance(variableChains(even, rows.length, index, 1)[0]!, variables);
  });
}
