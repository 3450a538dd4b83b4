/** Parametrisations of groups that a model does not have. */
import { UserError } from "../../engine/core/UserError.js";
import type { GlmmDeclaration } from "./Declaration.js";
import type { FrameEncoder } from "./design/frameOf.js";
import { meantGroups } from "./meantGroups.js";

/** @throws UserError for a parametrisation that there is none of, or of no group of the model, with the groups that may be meant. */
export function refuseUnknownGroups({ parametrisation }: GlmmDeclaration, { frame }: FrameEncoder): void {
  const groups = new Set(frame.groups.map(({ group }) => group));
  for (const [group, how] of parametrisation) {
    if (how !== "centred" && how !== "noncentred") {
      throw new UserError(`the parametrisation of "${group}" is "${how}"; it must be "centred" or "noncentred".`);
    }
    if (group === "" || groups.has(group)) continue;
    const meant = meantGroups(group, frame.groups).map((name) => `"${name}"`);
    const known = groups.size > 0 ? `the groups are ${[...groups].join(", ")}` : "the model has no group";
    const mend = meant.length > 0 ? `there is none: did you mean ${meant.join(" or ")}?` : `${known}.`;
    throw new UserError(`a parametrisation is given for the group "${group}", but ${mend}`);
  }
}
