/** Memory behind a compiled model's own, in which a sampler works. */
import type { ModelArtifact } from "../core/CompiledModel.js";
import type { NativeDensity } from "../core/LogDensity.js";

/** Vectors of the model's dimension, and bytes besides. */
const vectors = 256;
const bytesBesides = 65_536;

/** Where the room is and how large; pages of it that are never touched cost nothing. */
export function samplerRoom({ memoryBytes, dimension }: ModelArtifact): NativeDensity["room"] {
  return { address: memoryBytes, bytes: vectors * 16 * Math.ceil(dimension / 2) + bytesBesides };
}
