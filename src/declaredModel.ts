/** The model of a declaration that was kept with a fit. */
import type { Declaration, Model } from "../engine/core/Model.js";
import type { GlmmDeclaration } from "../models/glmm/Declaration.js";
import type { NetworkDeclaration } from "../models/meta/NetworkDeclaration.js";
import type { MetaDeclaration } from "../models/meta/pairwise/MetaDeclaration.js";

/**
 * The model that was declared, loaded when asked for; undefined for a model that is no data, such as a program.
 *
 * @param title What the model is called in summaries.
 * @example (await declaredModel(posterior.declaration, posterior.model.title))?.trace(posterior.data!)
 */
export async function declaredModel(declaration: Declaration | undefined, title?: string): Promise<Model | undefined> {
  if (declaration?.kind === "glmm") {
    const { glmmFrom } = await import("../models/glmm/glmm.js");
    return glmmFrom(declaration as GlmmDeclaration, title);
  }
  if (declaration?.kind === "nma") {
    const { networkModel } = await import("../models/meta/networkModel.js");
    return networkModel(declaration as NetworkDeclaration, title);
  }
  if (declaration?.kind === "meta") {
    const { metaModel } = await import("../models/meta/pairwise/metaModel.js");
    return metaModel(declaration as MetaDeclaration, title);
  }
  return undefined;
}
