/** Which effects of groups two responses can have in common. */
import type { Frame, GroupTerm } from "../Frame.js";

/**
 * The groups whose effects two rows share that are at one level of a group, for each group of mu: the group's own, and those of
 * the groups that its levels lie in, as classes lie in schools. Groups with a level for each row are shared by none.
 */
export function sharedSets({ groups, rows }: Frame): string[][] {
  const terms = groups.filter(({ parameter }) => parameter === "mu");
  const names = [...new Set(terms.map(({ group }) => group))];
  const termOf = (name: string) => terms.find(({ group }) => group === name)!;
  const sets = names
    .filter((name) => new Set(termOf(name).index).size < rows)
    .map((name) => names.filter((other) => liesIn(termOf(name), termOf(other))));
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
}

/** Whether rows at one level of `inner` are at one level of `outer`. */
function liesIn(inner: GroupTerm, outer: GroupTerm): boolean {
  const levelOf = new Map<number, number>();
  return inner.index.every((level, row) => {
    const known = levelOf.get(level);
    if (known === undefined) levelOf.set(level, outer.index[row]!);
    return known === undefined || known === outer.index[row];
  });
}
