/** The group-level terms of a formula: the level of each row, and the columns whose effects vary between levels. */
import type { Formula, GroupFormula, Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { GroupTerm } from "../Frame.js";
import { encodeTerms } from "./encodeTerms.js";
import { groupLabels } from "./groupLabels.js";
import { recall, type Reading } from "./Reading.js";
import { refuseSameName } from "./refuseSameName.js";

/**
 * The group-level terms in the order of the formula. Terms inside a group are coded as those of the population would be: by
 * contrasts beside an intercept, the first factor by all its levels without one. A level of new data that the fit did not have
 * gets the index −1 − k, k its place among the new levels, which are sorted as levels are.
 *
 * @throws UserError as {@link encodeTerms} and {@link groupLabels}, and for two effects of one name in a group.
 */
export function encodeGroups(
  { parameter, predictor }: Formula,
  parametrisation: (group: string) => GroupTerm["parametrisation"],
  reading: Reading,
): GroupTerm[] {
  const named = new Map<string, readonly Coefficient[]>();
  return predictor.groups.map((formula) => {
    const group = formula.grouping.join(":");
    const coefficients = coefficientsOf(formula, reading);
    const all = [...(named.get(group) ?? []), ...coefficients];
    refuseSameName(reading.text, [], all, `group-level effect of ${group}`);
    named.set(group, all);
    return {
      parameter,
      group,
      grouping: group,
      ...levelsOf(formula, reading),
      coefficients: coefficients.map(({ name }) => name),
      columns: coefficients.map(({ values }) => values),
      correlated: formula.correlated && coefficients.length > 1,
      parametrisation: parametrisation(group),
    };
  });
}

interface Coefficient {
  readonly name: string;
  readonly values: Float64Array | undefined;
  readonly span: Span;
}

function coefficientsOf({ intercept, terms, span }: GroupFormula, reading: Reading): Coefficient[] {
  const constant = intercept ? [{ name: "Intercept", values: undefined, span }] : [];
  return [...constant, ...encodeTerms(terms, intercept, reading)];
}

/** One level says nothing of how levels differ. */
function oneLevel(group: string, level: string): string {
  return `the group ${group} has the single level "${level}", whose effect is no other than the intercept: leave the term out.`;
}

/** Levels of the fit, each row's place among them, and the levels that are new. */
function levelsOf(formula: GroupFormula, reading: Reading): Pick<GroupTerm, "levels" | "index" | "newLevels"> {
  const here = groupLabels(formula.grouping, formula.span, reading);
  const levels = recall(reading, formula, () => here.levels);
  if (levels.length < 2)
    throw formulaError(reading.text, formula.span, oneLevel(formula.grouping.join(":"), levels[0]!));
  if (levels === here.levels) return { levels, index: here.codes, newLevels: [] };
  const place = new Map(levels.map((level, code) => [level, code]));
  const newLevels = here.levels.filter((level) => !place.has(level));
  newLevels.forEach((level, k) => place.set(level, -1 - k));
  const indexOf = here.levels.map((level) => place.get(level)!);
  return { levels, index: here.codes.map((code) => indexOf[code]!), newLevels };
}
