/** The group-level terms of a formula: the level of each row, and the columns whose effects vary between levels. */
import type { Formula, GroupFormula, Span } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { GroupTerm } from "../Frame.js";
import type { Structure } from "../structures/Structure.js";
import { encodeTerms } from "./encodeTerms.js";
import { groupLabels } from "./groupLabels.js";
import { recall, type Reading } from "./Reading.js";
import { refuseSameName } from "./refuseSameName.js";

/** What group-level terms need to know beside the rows. */
export interface GroupContext {
  /** What each term is called: see groupNames. */
  readonly names: ReadonlyMap<GroupFormula, string>;
  parametrisation(group: string): GroupTerm["parametrisation"];
  /** What relates levels, by the name that formulas call it by. */
  structure(name: string): Structure;
}

/**
 * The group-level terms in the order of the formula. Terms inside a group are coded as those of the population would be: by
 * contrasts beside an intercept, the first factor by all its levels without one. A level of new data that the fit did not have
 * gets the index −1 − k, k its place among the new levels, which are sorted as levels are.
 *
 * @throws UserError as {@link encodeTerms} and {@link groupLabels}, for two effects of one name in a group, and for levels that the
 * structure of a group does not have. Whether it has new ones is asked where they are given effects.
 */
export function encodeGroups(
  { parameter, predictor }: Formula,
  { names, parametrisation, structure }: GroupContext,
  reading: Reading,
): GroupTerm[] {
  const named = new Map<string, readonly Coefficient[]>();
  return predictor.groups.map((formula) => {
    const group = names.get(formula)!;
    const coefficients = coefficientsOf(formula, reading);
    const all = [...(named.get(group) ?? []), ...coefficients];
    refuseSameName(reading.text, [], all, `group-level effect of ${group}`);
    named.set(group, all);
    const levels = levelsOf(formula, reading);
    return {
      parameter,
      group,
      grouping: formula.grouping.join(":"),
      ...levels,
      ...relatedLevels(formula, levels, structure, reading),
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

/** How the levels of the fit are related. */
function relatedLevels(
  { grouping, structure: wanted }: GroupFormula,
  { levels }: Pick<GroupTerm, "levels">,
  structureOf: GroupContext["structure"],
  reading: Reading,
): Pick<GroupTerm, "related"> {
  if (!wanted) return {};
  const column = grouping.join(":");
  const related = recall(reading, wanted, () => {
    const structure = structureOf(wanted.name);
    return { structure, kernel: structure.kernelOf(levels, column) };
  });
  return { related };
}
