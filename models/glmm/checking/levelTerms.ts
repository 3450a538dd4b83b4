/** Which effects belong to the levels of a group that is left out, and which are left as drawn. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { selectTerms } from "../groups/selectTerms.js";

export interface LevelTerms {
  /** Those of the group on the mean. */
  readonly own: readonly GroupTerm[];
  /** Others on the mean whose every level lies within one level of the group, and whose levels are independent. */
  readonly nested: readonly GroupTerm[];
  /** All other terms. */
  readonly others: readonly GroupTerm[];
}

/**
 * Sorts the terms of a fit by a group.
 *
 * @throws UserError for an unknown group, one without effects on the mean, and one whose levels are related.
 */
export function levelTermsOf(fitted: FittedGlmm, group: string): LevelTerms {
  const { groups } = fitted.frame;
  const own = selectTerms(fitted, group).filter(({ parameter }) => parameter === "mu");
  if (own.length === 0) {
    throw new UserError(
      `"${group}" has no effects on the mean, so there are none to integrate out: name another group.`,
    );
  }
  if (own.some(({ related }) => related !== undefined)) {
    throw new UserError(
      `the levels of "${group}" are related, so that one left out has relatives to learn from: integrating its effects out is not ` +
        `available; leave levels out by fitting again.`,
    );
  }
  const isNested = (term: GroupTerm) =>
    !own.includes(term) && term.parameter === "mu" && term.related === undefined && liesWithin(term, own[0]!);
  const nested = groups.filter(isNested);
  return { own, nested, others: groups.filter((term) => !own.includes(term) && !nested.includes(term)) };
}

/** Whether each level of one term has rows of one level of another only. */
function liesWithin({ index, levels }: GroupTerm, outer: GroupTerm): boolean {
  const holder = new Int32Array(levels.length).fill(-1);
  return index.every((level, row) => {
    const at = outer.index[row]!;
    if (holder[level] === -1) holder[level] = at;
    return holder[level] === at;
  });
}
