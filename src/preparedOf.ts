/** Remembers what a posterior was sampled from, for as long as there is the posterior. */
import type { ModelArtifact } from "../engine/core/CompiledModel.js";
import type { Posterior } from "../engine/core/Posterior.js";
import type { Prepared } from "./prepare.js";

interface Kept {
  readonly prepared: Prepared;
  /** The artifact in the coordinates that the positions of the draws are in. */
  readonly sampled: ModelArtifact;
}

const kept = new WeakMap<Posterior, Kept>();

/** Keeps the compiled model of a posterior, and that of it which was sampled; returns the posterior. */
export function keepPrepared(posterior: Posterior, prepared: Prepared, sampled: ModelArtifact): Posterior {
  kept.set(posterior, { prepared, sampled });
  return posterior;
}

/** The compiled model of a posterior that this process made; undefined for one that was loaded, or copied. */
export function preparedOf(posterior: Posterior): Prepared | undefined {
  return kept.get(posterior)?.prepared;
}

/** The compiled model with the coordinates that were sampled in: its positions are those of the draws. Undefined as {@link preparedOf}. */
export function sampledArtifact(posterior: Posterior): ModelArtifact | undefined {
  return kept.get(posterior)?.sampled;
}

/** Gives a copy of a posterior, with another title for example, what is kept of the original; returns the copy. */
export function keepPreparedOf(original: Posterior, copy: Posterior): Posterior {
  const known = kept.get(original);
  if (known !== undefined) kept.set(copy, known);
  return copy;
}
