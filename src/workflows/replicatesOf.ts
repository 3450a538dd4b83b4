/** Replicated responses of a posterior, whatever model it is of. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Replicates } from "../../engine/core/Replicates.js";
import { isNetworkFit, networkAnswers } from "./networkAnswers.js";
import { programReplicates } from "./programReplicates.js";

/**
 * Posterior predictive replicates of each observed response: of a GLMM or a network drawn from its declaration and draws, of a program by its
 * compiled model, or those kept with a saved fit of it. None where there is nothing to draw them with.
 *
 * @param draws draws that are replicated, evenly spaced
 * @example
 * for (const { name, observed, values } of await replicatesOf(posterior)) console.log(name, observed.length, values.length);
 */
export async function replicatesOf(posterior: Posterior, draws = 50): Promise<readonly Replicates[]> {
  if (isNetworkFit(posterior)) return (await networkAnswers(posterior)).replicates(draws);
  if (posterior.declaration?.kind !== "glmm") return (await programReplicates(posterior, { draws })) ?? [];
  const { replicates } = await import("../../models/glmm/checking/index.js");
  return [replicates(posterior, { draws })];
}
