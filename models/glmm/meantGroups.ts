/** Which groups a person may have meant by a name that is none. */
import { nearestName } from "../../engine/data/nearestName.js";
import type { GroupTerm } from "./Frame.js";

/**
 * Names of groups: those over the columns of this name, `species.t` where someone writes `species`, or called by their columns alone
 * where someone adds the structure's name; else the nearest name, if any is near.
 *
 * @example meantGroups("species", groups) // ["species.t", "species.K"]
 */
export function meantGroups(
  wanted: string,
  groups: readonly Pick<GroupTerm, "group" | "grouping" | "related">[],
): readonly string[] {
  const same = groups.filter(({ grouping, related }) => {
    return grouping === wanted || (related !== undefined && `${grouping}.${related.structure.name}` === wanted);
  });
  if (same.length > 0) return [...new Set(same.map(({ group }) => group))];
  const near = nearestName(
    wanted,
    groups.map(({ group }) => group),
  );
  return near === undefined ? [] : [near];
}
