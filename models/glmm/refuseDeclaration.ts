/** Refuses what a declaration asks of a table that it cannot have. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import type { GlmmDeclaration } from "./Declaration.js";
import type { ResolvedPrior } from "./Prior.js";
import { targetText } from "./priors/targetText.js";

/** Without the likelihood a flat prior leaves a density that has no draws. */
export function refuseFlat(priors: readonly ResolvedPrior[]): void {
  const flat = priors.find(({ distribution }) => distribution.name === "flat");
  if (!flat) return;
  const { slot } = flat;
  throw new UserError(
    `draws from the prior need proper priors, but that of ${slot.name} is flat: declare one, such as ${targetText(slot)} ~ normal(0, 2.5).`,
  );
}

/** A factor that no formula reads is passed over, unless its name is a mistake. */
export function refuseUnknownFactors({ factors }: GlmmDeclaration, { columns }: Table): void {
  const unknown = factors.find(([column]) => !columns.has(column))?.[0];
  if (unknown === undefined) return;
  const near = nearestName(unknown, columns.keys());
  const mend = near === undefined ? "check its name." : `did you mean "${near}"?`;
  throw new UserError(`the column "${unknown}" is declared a factor, but the table does not have it: ${mend}`);
}
