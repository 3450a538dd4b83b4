/** Which sampler draws from a posterior when nobody says. */
import type { TracedModel } from "../engine/core/Model.js";
import { mostDimensions } from "../samplers/independence/mostDimensions.js";
import type { SamplerOptions } from "../samplers/options.js";
import type { FitOptions } from "./FitOptions.js";
import { parseOptimisations } from "./optimisations.js";

type Algorithm = SamplerOptions["algorithm"];

/**
 * The algorithm that was asked for; else that of an earlier fit, where the model allows it; else "independence" for a model
 * whose coordinates are fitted and whose posterior has one or two dimensions, and "nuts" for all others.
 *
 * @throws UserError for an optimisation that there is not
 */
export function chooseAlgorithm(
  { dimension, coordinates }: Pick<TracedModel, "dimension" | "coordinates">,
  { algorithm, optimise }: Pick<FitOptions, "algorithm" | "optimise">,
  before?: Algorithm,
): Algorithm {
  if (algorithm !== undefined) return algorithm;
  const isSmall = dimension >= 1 && dimension <= mostDimensions;
  if (before !== undefined) return before === "independence" && !isSmall ? "nuts" : before;
  return isSmall && coordinates?.outer.length && parseOptimisations(optimise).independent ? "independence" : "nuts";
}
