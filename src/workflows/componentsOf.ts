/** What the log density of each draw is made of: the log prior by block of parameters, and the log likelihood. */
import type { ModelArtifact } from "../../engine/core/CompiledModel.js";
import type { Components } from "../../engine/core/Components.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { sampledArtifact } from "../preparedOf.js";
import { eachDraw } from "./eachDraw.js";

const known = new WeakMap<Posterior, Components>();

/**
 * Log prior by block and log likelihood of every draw: those kept with a saved fit, or worked out from the compiled model, once. The
 * prior of group-level effects that were integrated out is at the effects drawn, as is the likelihood.
 *
 * Undefined for a posterior of which neither is there: one that an earlier version saved, draws read from elsewhere, or a copy.
 *
 * @example
 * const total = componentsOf(posterior)?.logLikelihood[0][0]; // of the first draw
 */
export function componentsOf(posterior: Posterior): Components | undefined {
  if (posterior.components !== undefined) return posterior.components;
  const before = known.get(posterior);
  if (before !== undefined) return before;
  const artifact = sampledArtifact(posterior);
  if (artifact === undefined) return undefined;
  const made = componentsFrom(posterior, artifact);
  known.set(posterior, made);
  return made;
}

function componentsFrom(posterior: Posterior, artifact: ModelArtifact): Components {
  const { rows, blocks, labels } = artifact;
  const { chains } = posterior.draws;
  const logPrior = chains.map(({ drawCount }) => new Float64Array(drawCount * blocks));
  const logLikelihood = chains.map(({ drawCount }) => new Float64Array(drawCount));
  const byRow = new Float64Array(rows);
  eachDraw(posterior, artifact, (model, position, chain, draw) => {
    model.logPrior(position, logPrior[chain]!.subarray(draw * blocks, (draw + 1) * blocks));
    if (rows === 0) return;
    model.logLikelihood(position, byRow);
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += byRow[row]!;
    logLikelihood[chain]![draw] = sum;
  });
  return {
    blocks: labels!.blocks.map(({ name, latent, independent }) => ({
      name: name.replace(/, integrated out$/, ""),
      hierarchical: latent !== undefined && !independent,
    })),
    rows: labels!.likelihoods,
    logPrior,
    logLikelihood,
  };
}
