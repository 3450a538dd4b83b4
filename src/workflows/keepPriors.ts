/** A GLMM on another table, with the priors that it had on the first. */
import type { Table } from "../../engine/core/Table.js";
import { glmmFrom, type GlmmModel } from "../../models/glmm/glmm.js";
import { priorLine } from "../../models/glmm/priors/priorLine.js";

/**
 * The model with the prior of every parameter declared as it was on the first table; a parameter that only the second table
 * has, such as the coefficient of a new level, keeps what was declared for it or the default from there.
 *
 * @throws UserError when a declared prior has no parameter on the second table.
 */
export function keepPriors(model: GlmmModel, first: Table, second: Table, title?: string): GlmmModel {
  const before = new Map(model.priors(first).map((prior) => [prior.slot.name, prior]));
  const priors = model
    .priors(second)
    .map((prior) => before.get(prior.slot.name) ?? prior)
    .map(({ slot, ...prior }) => priorLine({ ...slot, ...prior }));
  return glmmFrom({ ...model.declaration, priors }, title);
}
