/** A posterior of a GLMM, or what questions about it need, whichever is at hand. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { fittedGlmm, type FittedGlmm } from "./FittedGlmm.js";

/**
 * What questions about a posterior need; made once for each posterior.
 *
 * @throws UserError when the posterior is of another kind of model.
 */
export function fittedOf(asked: Posterior | FittedGlmm): FittedGlmm {
  return "frame" in asked ? asked : fittedGlmm(asked);
}
