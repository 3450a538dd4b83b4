/** Visits the draws of a posterior in the compiled model that they were sampled from. */
import { load } from "../../engine/compiler/load.js";
import type { CompiledModel, ModelArtifact } from "../../engine/core/CompiledModel.js";
import { normalsInput } from "../../engine/core/Graph.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";

/** Called with the model at a draw, its position, its chain's place among the chains and its own place in the chain. */
export type DrawVisitor = (model: CompiledModel, position: Float64Array, chain: number, draw: number) => void;

/**
 * Calls `visit` for every draw of every chain, in order, after what was integrated out of the model has been drawn as it was for
 * that draw: the log likelihood and the log prior are then given the effects that were reported.
 *
 * @param artifact a compiled model whose positions are those of the draws
 */
export function eachDraw({ draws, provenance }: Posterior, artifact: ModelArtifact, visit: DrawVisitor): void {
  const model = load(artifact);
  const { dimension } = model;
  const isDrawn = artifact.layout.inputs.some(({ name, length }) => name === normalsInput && length > 0);
  const values = new Float64Array(model.names.length);
  draws.chains.forEach(({ chain, positions, drawCount }, place) => {
    const streams = numberedStreams(provenance.seed, chain, "draw");
    for (let draw = 0; draw < drawCount; draw += 1) {
      const position = positions.subarray(draw * dimension, (draw + 1) * dimension);
      if (isDrawn) model.constrain(position, streams.stream(draw), values);
      visit(model, position, place, draw);
    }
  });
}
