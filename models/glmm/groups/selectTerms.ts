/** The group-level terms that a question is about. */
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";

/**
 * The terms of a group, of all distributional parameters; all terms when no group is named.
 *
 * @throws UserError when the model has no group-level terms, or none of this group.
 */
export function selectTerms({ frame }: FittedGlmm, group?: string): readonly GroupTerm[] {
  const groups = [...new Set(frame.groups.map((term) => term.group))];
  if (groups.length === 0) {
    throw new UserError("the model has no group-level terms: give its formula one, such as (1 | group).");
  }
  if (group === undefined) return frame.groups;
  const terms = frame.groups.filter((term) => term.group === group);
  if (terms.length > 0) return terms;
  const near = nearestName(group, groups);
  throw new UserError(
    `unknown group "${group}"${near === undefined ? "" : `, did you mean "${near}"`}; the model has ${groups.join(", ")}.`,
  );
}
