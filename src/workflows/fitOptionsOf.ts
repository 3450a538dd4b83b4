/** The options that a posterior was made with. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { FitOptions } from "../FitOptions.js";
import { optimisationText } from "../optimisations.js";

/** Those that were kept, its seed included. */
export function fitOptionsOf({ provenance }: Posterior): FitOptions {
  const { seed, chains, warmup, draws, options } = provenance;
  return { seed, chains, warmup, draws, ...(options as FitOptions) };
}

/**
 * Those of the first fit with others in their place; what was chosen for it by its optimisations is chosen anew where these are
 * others. The algorithm stands apart, since it may have to change with the model.
 */
export function optionsAgain(
  posterior: Posterior,
  changes: FitOptions,
): { readonly options: FitOptions; readonly algorithm: FitOptions["algorithm"] } {
  const before = fitOptionsOf(posterior);
  const { optimise } = changes;
  const isSame = optimise === undefined || optimisationText(optimise) === optimisationText(before.optimise);
  const { algorithm, ...kept } = isSame
    ? before
    : { ...before, algorithm: undefined, metric: undefined, stopWarmupEarly: undefined };
  return { options: { ...kept, ...given(changes) }, algorithm };
}

/** Without those that are undefined, which would hide the first fit's. */
function given(options: FitOptions): FitOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
