/** What each group-level term of a model is called, in names of draws, priors and messages. */
import type { Formula, GroupFormula } from "./Formula.js";
import { formulaError } from "./formulaError.js";
import { groupingText } from "./formulaText.js";
import { columnsKey, groupingKey } from "./groupKeys.js";

/**
 * The name of each term over all formulas of a model: its columns, `g` or `a:b`, and of a term with a structure whose columns
 * carry another term as well, in any formula, `g.K` with the structure's name.
 *
 * @throws UserError when two groupings would have the same name, as a column `species.t` beside `gr(species, tree = t)`.
 * @example
 * const formula = parseFormula("y ~ (1 | species) + (1 | gr(species, tree = t))");
 * [...groupNames([formula]).values()] // ["species", "species.t"]
 */
export function groupNames(formulas: readonly Formula[]): ReadonlyMap<GroupFormula, string> {
  const carried = new Map<string, number>();
  for (const { predictor } of formulas) {
    for (const group of predictor.groups) carried.set(columnsKey(group), (carried.get(columnsKey(group)) ?? 0) + 1);
  }
  const names = new Map<GroupFormula, string>();
  const first = new Map<string, GroupFormula>();
  for (const { text, predictor } of formulas) {
    for (const group of predictor.groups) {
      const columns = group.grouping.join(":");
      const name =
        group.structure && carried.get(columnsKey(group))! > 1 ? `${columns}.${group.structure.name}` : columns;
      const before = first.get(name) ?? group;
      if (groupingKey(before) !== groupingKey(group)) {
        const sentence =
          `the draws of ${groupingText(before)} and of ${groupingText(group)} would both be named "${name}": ` +
          `rename ${(group.structure ?? before.structure) ? "the structure or a column" : "a column"}.`;
        throw formulaError(text, group.span, sentence);
      }
      first.set(name, before);
      names.set(group, name);
    }
  }
  return names;
}
