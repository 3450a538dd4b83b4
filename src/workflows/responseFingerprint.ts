/** What a posterior's model was fitted to, as one list of numbers: models of the same responses can be compared. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { fingerprint } from "./fingerprint.js";
import { isNetworkFit, networkAnswers } from "./networkAnswers.js";
import { programReplicates } from "./programReplicates.js";

/**
 * A fingerprint of the responses in the order of the rows; undefined where they are not known, as of draws read from elsewhere.
 *
 * @example (await responseFingerprint(first)) === (await responseFingerprint(second)); // may be compared
 */
export async function responseFingerprint(posterior: Posterior): Promise<string | undefined> {
  if (posterior.declaration?.kind === "glmm") {
    const { fittedGlmm } = await import("../../models/glmm/FittedGlmm.js");
    return fingerprint(fittedGlmm(posterior).frame.response!.values);
  }
  if (isNetworkFit(posterior)) return fingerprint((await networkAnswers(posterior)).observed());
  const replicates = posterior.replicates ?? (await programReplicates(posterior, { draws: 1 }));
  if (replicates === undefined || replicates.length === 0) return undefined;
  return fingerprint(replicates.flatMap(({ observed }) => [...observed]));
}
