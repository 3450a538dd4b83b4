/** What the calling thread and a worker say to one another. */
import type { ModelArtifact } from "../../../engine/core/CompiledModel.js";
import type { SamplerOptions } from "../../../samplers/options.js";
import type { ChainPart } from "../driveChain.js";

/** To a worker: the model, once, or the number of a chain to run. */
export type Request =
  | { readonly kind: "model"; readonly artifact: ModelArtifact; readonly options: SamplerOptions }
  | { readonly kind: "chain"; readonly chain: number };

/** From a worker: a part of a chain, or what went wrong. */
export type Reply =
  | { readonly kind: "part"; readonly part: ChainPart }
  | { readonly kind: "failed"; readonly message: string; readonly isUserError: boolean; readonly stack: string };
