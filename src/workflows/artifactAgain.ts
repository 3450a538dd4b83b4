/** The compiled model that draws were sampled from, made again for a fit that was loaded from a file. */
import { load } from "../../engine/compiler/load.js";
import type { ModelArtifact } from "../../engine/core/CompiledModel.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";
import { declaredModel } from "../declaredModel.js";
import { fitCoordinates } from "../fitCoordinates.js";
import type { FitOptions } from "../FitOptions.js";
import { prepare } from "../prepare.js";
import { keepPrepared, sampledArtifact } from "../preparedOf.js";

/** Relative difference up to which values count as the same: another machine's order of additions. */
const tolerance = 1e-8;

/**
 * The compiled model whose positions are those of the draws: that of this process, or of a declared model compiled again from its
 * declaration and data. Undefined for other models, and where what is compiled now does not give the draws that were saved, as of a fit
 * by another version of this package.
 */
export async function artifactAgain(posterior: Posterior): Promise<ModelArtifact | undefined> {
  const known = sampledArtifact(posterior);
  if (known !== undefined) return known;
  const { declaration, data, provenance, model } = posterior;
  const declared = await declaredModel(declaration, model.title);
  if (declared === undefined || data === undefined) return undefined;
  const { optimise } = provenance.options as Pick<FitOptions, "optimise">;
  const prepared = await prepare(declared, data, {
    na: "stop",
    ...(optimise === undefined ? {} : { optimise }),
  });
  const { artifact, traced } = prepared;
  const fitted = traced.coordinates ? fitCoordinates(artifact, traced.coordinates) : artifact;
  if (!givesDraws(posterior, fitted)) return undefined;
  keepPrepared(posterior, prepared, fitted);
  return fitted;
}

/** Whether the first draw of each chain comes out as it was saved. */
function givesDraws({ draws, provenance }: Posterior, artifact: ModelArtifact): boolean {
  if (artifact.names.join("\n") !== draws.names.join("\n")) return false;
  const model = load(artifact);
  const out = new Float64Array(draws.names.length);
  return draws.chains.every(({ chain, drawCount, positions, values }) => {
    if (drawCount === 0) return true;
    if (positions.length !== drawCount * model.dimension) return false;
    model.constrain(
      positions.subarray(0, model.dimension),
      numberedStreams(provenance.seed, chain, "draw").stream(0),
      out,
    );
    return out.every((value, i) => Math.abs(value - values[i]!) <= tolerance * (1 + Math.abs(values[i]!)));
  });
}
