/** How chains warm up when nobody says. */
import type { TracedModel } from "../engine/core/Model.js";
import type { SamplerOptions } from "../samplers/options.js";
import type { FitOptions } from "./FitOptions.js";
import { parseOptimisations } from "./optimisations.js";

/**
 * Warmup that ends once it has settled, with the metric from draws and gradients, for models whose coordinates are fitted:
 * they are nearly standard normal from the start. For all others as in Stan, which keeps more draws effective where the posterior is
 * still to be learnt; docs/adaptation.md has the figures. What the options name is taken.
 *
 * @throws UserError for an optimisation that there is not
 */
export function chooseWarmup(
  { coordinates }: Pick<TracedModel, "coordinates">,
  { stopWarmupEarly, metric, optimise }: Pick<FitOptions, "stopWarmupEarly" | "metric" | "optimise">,
): Pick<SamplerOptions, "stopWarmupEarly" | "metric"> {
  const isFitted = coordinates !== undefined && coordinates.outer.length > 0;
  const early = stopWarmupEarly ?? (isFitted && parseOptimisations(optimise).settle);
  return { stopWarmupEarly: early, metric: metric ?? (early ? "gradient" : "variance") };
}
