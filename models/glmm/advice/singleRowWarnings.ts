/** Advice on groups many of whose levels have a single row. */
import type { Warning } from "../../../engine/core/Warning.js";
import { scaleDraw } from "../drawNames.js";
import type { Family } from "../Family.js";
import type { Frame, GroupTerm } from "../Frame.js";

/** Share of levels with a single row from which they are told of, and levels with more rows below which they are in any case. */
const many = 1 / 3;
const enough = 5;

/** Laws whose spread follows from the mean, so that a single row tells of what is added to it. */
const tellsSpread: ReadonlySet<string> = new Set(["poisson", "geometric", "exponential"]);

/**
 * That many levels of a group have a single row, and some have more: those do not tell the level's effect from the row's own deviation, so
 * that few levels tell them all apart. Groups whose levels are rows are another matter: see rowEffectsWarning. Passed over where the spread
 * of a row is known, as of counts and known standard errors.
 */
export function singleRowWarnings({ rows, groups, response }: Frame, family: Pick<Family, "name">): readonly Warning[] {
  const isOfTrials = family.name === "binomial" && response?.trials?.some((trials) => trials > 1) === true;
  const isKnown = response?.se?.sigma === false;
  if (tellsSpread.has(family.name) || isOfTrials || isKnown) return [];
  const seen = new Set<string>();
  return groups.flatMap((term) => {
    const { grouping, parameter, levels, related, columns } = term;
    const isIntercept = columns.some((column) => column === undefined);
    if (parameter !== "mu" || related !== undefined || !isIntercept || seen.has(grouping)) return [];
    seen.add(grouping);
    const single = singleLevels(term);
    const others = levels.length - single;
    if (single === 0 || others === 0 || levels.length === rows) return [];
    return single >= many * levels.length || others < enough ? [warningOf(term, single)] : [];
  });
}

function singleLevels({ index, levels }: GroupTerm): number {
  const counts = new Int32Array(levels.length);
  for (const level of index) counts[level]! += 1;
  return counts.reduce((sum, count) => sum + Number(count === 1), 0);
}

function warningOf(term: GroupTerm, single: number): Warning {
  const { grouping, levels } = term;
  const others = levels.length - single;
  const sd = scaleDraw(term, "Intercept");
  const text =
    `${single} of ${levels.length} levels of "${grouping}" have a single row, which does not tell the level from the row: ${sd} is told by the ` +
    `${others === 1 ? "one other level" : `other ${others}`}. If levels were meant to have several rows, look for misspelt ones; if not, read ` +
    `effects of single rows as mostly their prior.`;
  return { cause: "single_row_levels", variables: [sd], text };
}
