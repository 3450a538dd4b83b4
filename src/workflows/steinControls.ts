/** Functions of a posterior's draws whose posterior mean is known to be 0, by which means of other functions become more exact. */
import { evenChains } from "../../diagnostics/evenChains.js";
import type { ModelArtifact } from "../../engine/core/CompiledModel.js";
import type { ParameterBlock } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { artifactAgain } from "./artifactAgain.js";
import { eachDraw } from "./eachDraw.js";

/** Blocks of fewer parameters have a control for each. */
const fewest = 4;

/**
 * Controls from the positions z of the draws and the slopes g of the log density there: 1 + z_i g_i has mean 0 (Stein's identity, by
 * integration by parts). They are summed over the parameters of a block, where there are more than a few. In coordinates in which the posterior is nearly
 * standard normal, 1 − z_i² is what a deviance consists of.
 *
 * Worked out once for each posterior.
 *
 * @returns By control, one number a draw, chains cut to one length; none where the compiled model is not known.
 */
export async function steinControls(posterior: Posterior): Promise<readonly Float64Array[]> {
  const before = known.get(posterior);
  if (before) return before;
  const artifact = await artifactAgain(posterior);
  const made = artifact?.labels === undefined ? [] : controlsOf(posterior, artifact, artifact.labels.blocks);
  known.set(posterior, made);
  return made;
}

const known = new WeakMap<Posterior, readonly Float64Array[]>();

function controlsOf(
  posterior: Posterior,
  artifact: ModelArtifact,
  blocks: readonly ParameterBlock[],
): readonly Float64Array[] {
  const { chains, draws } = evenChains(posterior.draws);
  const places = new Map(chains.map((chain, c) => [posterior.draws.chains.indexOf(chain), c]));
  const groups = blocks.flatMap(({ offset, length }) =>
    length > fewest
      ? [{ first: offset, length }]
      : Array.from({ length }, (_, i) => ({ first: offset + i, length: 1 })),
  );
  const controls = groups.map(() => new Float64Array(chains.length * draws));
  let gradient = new Float64Array(0);
  eachDraw(posterior, artifact, (model, position, chain, draw) => {
    const place = places.get(chain);
    if (place === undefined || draw >= draws) return;
    if (gradient.length !== model.dimension) gradient = new Float64Array(model.dimension);
    model.evaluate(position, gradient);
    groups.forEach(({ first, length }, k) => {
      let sum = length;
      for (let i = first; i < first + length; i++) sum += position[i]! * gradient[i]!;
      controls[k]![place * draws + draw] = sum;
    });
  });
  return controls.filter((column) => column.every((value) => Number.isFinite(value)));
}
