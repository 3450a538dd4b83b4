/** What the high values of R-hat of a fit say together: one rule for verdict, warnings and causes. */
import type { Draws } from "../engine/core/Draws.js";
import { evenChains, variableChains } from "./evenChains.js";
import { visibleRhat } from "./limits.js";
import { judgeRhat, type RhatJudgement } from "./rhatByChance.js";
import type { SummaryRow } from "./summarise.js";

/** The highest decide: below them, agreement only gets better. */
const mostTried = 24;

/**
 * Whether some high R-hat is beyond what chance gives among so many variables, or all are within, or it is unclear of some.
 *
 * @param rows `summarise(draws)`, in the order of the names
 * @param high rows whose R-hat is too high, the highest first
 * @param variables number of variables with an R-hat
 */
export function judgeRhats(
  draws: Draws,
  rows: readonly SummaryRow[],
  high: readonly SummaryRow[],
  variables: number,
): RhatJudgement {
  if (high.some((row) => row.rhat! > visibleRhat)) return "beyond";
  const even = evenChains(draws);
  const indexOf = new Map(rows.map((row, index) => [row.variable, index]));
  let all: RhatJudgement = "chance";
  for (const { variable } of high.slice(0, mostTried)) {
    const judgement = judgeRhat(variableChains(even, rows.length, indexOf.get(variable)!, 1)[0]!, variables);
    if (judgement === "beyond") return judgement;
    if (judgement === "unclear") all = judgement;
  }
  return all;
}
