/** The model of a posterior, to be fitted again. */
import type { Model } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { declaredModel } from "../declaredModel.js";
import { preparedOf } from "../preparedOf.js";

/**
 * The model that this process fitted, or that which was declared and kept with the fit.
 *
 * @throws UserError for a posterior that was loaded and is of a program, which is not kept.
 */
export async function modelAgain(posterior: Posterior): Promise<Model> {
  const { declaration, data, model } = posterior;
  const known = preparedOf(posterior)?.model ?? (data && (await declaredModel(declaration, model.title)));
  if (known) return known;
  throw new UserError("the posterior does not hold its model, a program: fit that to the other table instead.");
}
