/** Refuses draws of the prior where a question is about observations. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { sampledArtifact } from "../preparedOf.js";

/** Draws of the prior have a log likelihood, but no observation to leave out. @throws UserError for them. */
export function refusePriorOnly(posterior: Posterior): void {
  const { declaration, provenance } = posterior;
  const isPrior =
    (declaration as { priorOnly?: boolean } | undefined)?.priorOnly === true ||
    provenance.options["priorOnly"] === true;
  const artifact = sampledArtifact(posterior);
  const leftOut = artifact !== undefined && artifact.rows > 0 && artifact.labels?.likelihoods.length === 0;
  if (isPrior || leftOut) {
    throw new UserError(
      "these are draws of the prior, which has seen no observation: fit the model with its likelihood.",
    );
  }
}
