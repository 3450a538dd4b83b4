/** Advice on a model and its data that only a fit can tell. */
import type { Posterior } from "../engine/core/Posterior.js";
import { keepPreparedOf } from "./preparedOf.js";

/** The posterior of a GLMM with advice among its warnings; any other as it is. */
export async function adviceAfterFit(posterior: Posterior): Promise<Posterior> {
  if (posterior.declaration?.kind !== "glmm") return posterior;
  // Loaded late, since a network or a program has none.
  const { withAdvice } = await import("../models/glmm/advice/index.js");
  return keepPreparedOf(posterior, withAdvice(posterior));
}
