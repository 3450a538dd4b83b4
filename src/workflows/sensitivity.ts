/** How much a posterior would change with a little more or less weight of its prior, or of its likelihood. */
import { powerScale, type PowerScaleOptions, type Sensitivity } from "../../diagnostics/sensitivity/index.js";
import type { Components } from "../../engine/core/Components.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import { artifactAgain } from "./artifactAgain.js";
import { componentsOf } from "./componentsOf.js";
import { refusePriorOnly } from "./refusePriorOnly.js";

/**
 * Power-scaling sensitivity of a posterior (`powerScale`), from the parts of its log density. All variables are looked at but the
 * effects of groups and studies, unless some are named; all priors are scaled but those of these effects.
 *
 * @throws UserError for draws of the prior, for unknown variables and blocks, and where log prior and log likelihood are not known.
 * @example
 * const { rows } = await sensitivity(posterior, { variables: ["b_age", "sigma"] });
 */
export async function sensitivity(posterior: Posterior, options: PowerScaleOptions = {}): Promise<Sensitivity> {
  refuseUnknownOptions("sensitivity", options, ["variables", "blocks", "alphas", "threshold"]);
  refusePriorOnly(posterior);
  const { draws } = posterior;
  const variables = options.variables ?? draws.names.filter((name) => !isEffect(posterior, name));
  return powerScale(draws, await knownComponents(posterior), { ...options, variables });
}

/** Effects of groups, or baselines and effects of single studies, are many, and of no prior of their own. */
function isEffect({ declaration }: Posterior, name: string): boolean {
  if (declaration?.kind === "nma") return name.startsWith("mu[") || name.startsWith("delta[");
  return declaration?.kind === "glmm" && name.startsWith("r_");
}

/**
 * Log prior and log likelihood of every draw, the model being compiled again where it has to be.
 *
 * @throws UserError where they are not known.
 */
export async function knownComponents(posterior: Posterior): Promise<Components> {
  const known = componentsOf(posterior) ?? ((await artifactAgain(posterior)) && componentsOf(posterior));
  if (known !== undefined) return known;
  throw new UserError(
    "log prior and log likelihood of the draws are not known: fit the model again with this version, which keeps them.",
  );
}
