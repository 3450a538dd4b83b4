/** Advice on groups with few levels. */
import type { Warning } from "../../../engine/core/Warning.js";
import { scaleDraw } from "../drawNames.js";
import type { Frame, GroupTerm } from "../Frame.js";
import { listed } from "./words.js";

/** Levels from which a standard deviation between them is told by the data (Gelman & Hill 2007, section 12.9; Bolker 2015). */
const enough = 5;

/**
 * That a group has fewer than five levels, one warning for each grouping: so few numbers tell little of their standard deviation, and its
 * prior tells the rest. Levels that are related by a structure are passed over.
 */
export function fewLevelsWarnings({ groups }: Pick<Frame, "groups">): readonly Warning[] {
  const few = groups.filter(({ levels, related }) => related === undefined && levels.length < enough);
  const byGrouping = new Map<string, GroupTerm[]>();
  for (const term of few) byGrouping.set(term.grouping, [...(byGrouping.get(term.grouping) ?? []), term]);
  return Array.from(byGrouping, ([grouping, terms]) => warningOf(grouping, terms));
}

function warningOf(grouping: string, terms: readonly GroupTerm[]): Warning {
  const variables = terms.flatMap((term) => term.coefficients.map((coefficient) => scaleDraw(term, coefficient)));
  const count = terms[0]!.levels.length;
  const isOne = variables.length === 1;
  // An interaction of columns is written with a colon in both places.
  const text =
    `"${grouping}" has ${count} levels: ${listed(variables)} ${isOne ? "is" : "are"} told by ${count} effects, and for the greater part by ` +
    `${isOne ? "its prior" : "their priors"}. Where these levels are all you ask about, put ${grouping} at population level, as in y ~ ${grouping}; where they ` +
    `stand for others, declare a prior that you believe, such as sd[${terms[0]!.group}] ~ student_t(3, 0, 1), and fit with another beside it.`;
  return { cause: "few_levels", variables, text };
}
