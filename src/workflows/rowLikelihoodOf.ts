/** The log likelihood by row of each draw, from the compiled model: what programs have in place of questions to a GLMM. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { RowLikelihood } from "../../engine/core/RowLikelihood.js";
import { sampledArtifact } from "../preparedOf.js";
import { eachDraw } from "./eachDraw.js";

const known = new WeakMap<Posterior, RowLikelihood>();

/** Bytes up to which it is kept with a saved fit. */
export const mostRowBytes = 50_000_000;

/** Bytes that the log likelihood by row of a posterior takes; undefined where its compiled model is not known. */
export function rowLikelihoodBytes(posterior: Posterior): number | undefined {
  const artifact = sampledArtifact(posterior);
  return artifact && posterior.draws.chains.reduce((sum, { drawCount }) => sum + 8 * drawCount * artifact.rows, 0);
}

/**
 * The log likelihood of each row in each draw: that kept with a saved fit, or worked out from the compiled model, once.
 *
 * Undefined for a posterior of which neither is there.
 */
export function rowLikelihoodOf(posterior: Posterior): RowLikelihood | undefined {
  if (posterior.rowLikelihood !== undefined) return posterior.rowLikelihood;
  const before = known.get(posterior);
  if (before !== undefined) return before;
  const artifact = sampledArtifact(posterior);
  if (artifact === undefined) return undefined;
  const { rows, labels } = artifact;
  const chains = posterior.draws.chains.map(({ drawCount }) => new Float64Array(drawCount * rows));
  if (rows > 0) {
    eachDraw(posterior, artifact, (model, position, chain, draw) => {
      model.logLikelihood(position, chains[chain]!.subarray(draw * rows, (draw + 1) * rows));
    });
  }
  const made: RowLikelihood = { rows: labels!.likelihoods, chains };
  known.set(posterior, made);
  return made;
}
