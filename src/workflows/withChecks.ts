/** A posterior with what later checks need, when its compiled model will no longer be there. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { componentsOf } from "./componentsOf.js";
import { keepPreparedOf, preparedOf } from "../preparedOf.js";
import { mostRowBytes, rowLikelihoodBytes, rowLikelihoodOf } from "./rowLikelihoodOf.js";

/**
 * A copy that holds the parts of its log density and, of a program, which cannot be asked again once it is loaded from a file, the log
 * likelihood by row (up to {@link mostRowBytes}) and replicates of what was observed. Where the compiled model is no longer known the
 * copy holds what the posterior held.
 *
 * @example
 * const kept = await withChecks(posterior); // costs about as much as evaluating every draw once
 */
export async function withChecks(posterior: Posterior): Promise<Posterior> {
  const components = componentsOf(posterior);
  const isProgram = preparedOf(posterior)?.model.kind === "program";
  const bytes = rowLikelihoodBytes(posterior) ?? 0;
  const rowLikelihood = isProgram && bytes > 0 && bytes <= mostRowBytes ? rowLikelihoodOf(posterior) : undefined;
  const replicates = isProgram && !posterior.replicates ? await replicatesOf(posterior) : undefined;
  return keepPreparedOf(posterior, {
    ...posterior,
    ...(components ? { components } : {}),
    ...(rowLikelihood ? { rowLikelihood } : {}),
    ...(replicates ? { replicates } : {}),
  });
}

/** Loaded late, since it compiles. */
async function replicatesOf(posterior: Posterior): Promise<Posterior["replicates"]> {
  const { programReplicates } = await import("./programReplicates.js");
  return programReplicates(posterior);
}
