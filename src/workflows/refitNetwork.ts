/** A network fitted again with something of its declaration changed. */
import type { Posterior } from "../../engine/core/Posterior.js";
import type { NetworkDeclaration } from "../../models/meta/NetworkDeclaration.js";
import { sample } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { networkSource, type NetworkRefitOptions } from "./networkSource.js";

/**
 * The same data, options and seed with another model; what was compiled serves again where the shapes are equal.
 *
 * @throws UserError for a posterior of another kind of model, and as `fit` does.
 * @example await refitNetwork(posterior, { model: "ume" }, {}, node)
 */
export async function refitNetwork(
  posterior: Posterior,
  changes: Partial<NetworkDeclaration>,
  { onProgress, ...options }: NetworkRefitOptions & Pick<FitOptions, "onProgress">,
  platform: Platform,
): Promise<Posterior> {
  const { model, options: kept, algorithm, prepared } = await networkSource(posterior, options);
  return sample(() => prepared(model.with(changes)), { ...kept, onProgress }, platform, algorithm);
}
