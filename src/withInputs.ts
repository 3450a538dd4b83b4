/** Other data or settings in a compiled model, before it is loaded. */
import type { ModelArtifact } from "../engine/core/CompiledModel.js";

/** An artifact with the values of some inputs replaced by others of the same lengths; names that it does not have are passed over. */
export function withInputs(artifact: ModelArtifact, values: ReadonlyMap<string, ArrayLike<number>>): ModelArtifact {
  const inputs = artifact.layout.inputs.map((input) => {
    const given = values.get(input.name);
    if (given === undefined) return input;
    return { ...input, values: input.kind === "int32" ? Int32Array.from(given) : Float64Array.from(given) };
  });
  return { ...artifact, layout: { ...artifact.layout, inputs } };
}
