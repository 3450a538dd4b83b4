/** When two group-level terms are the same, or share an effect. */
import type { GroupFormula, Term } from "./Formula.js";
import { variableKey } from "./TermSum.js";

/** Text that is the same for `a:b` and `b:a`. */
export function columnsKey({ grouping }: Pick<GroupFormula, "grouping">): string {
  return JSON.stringify([...grouping].sort());
}

/** Text that is the same for groupings of the same columns whose levels are related in the same way. */
export function groupingKey(group: Pick<GroupFormula, "grouping" | "structure">): string {
  const { structure } = group;
  return JSON.stringify([columnsKey(group), structure ? [structure.kind, structure.name] : []]);
}

/** Text that is the same for two terms of the same variables. */
export function effectKey({ variables }: Pick<Term, "variables">): string {
  return JSON.stringify(variables.map(variableKey).sort());
}

/** The effects of each level: the intercept as an empty product, then terms. */
export function effectKeys(group: GroupFormula): readonly string[] {
  return [...(group.intercept ? ["[]"] : []), ...group.terms.map(effectKey)];
}

/** Whether two terms have the same grouping, effects and correlation. */
export function sameGroup(a: GroupFormula, b: GroupFormula): boolean {
  const effects = (group: GroupFormula) => [...effectKeys(group)].sort().join();
  return groupingKey(a) === groupingKey(b) && a.correlated === b.correlated && effects(a) === effects(b);
}
