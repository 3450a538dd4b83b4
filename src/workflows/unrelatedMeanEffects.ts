/** The unrelated mean effects model of a network beside its consistency model: a test of consistency as a whole. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { devianceComparison, type DevianceComparison } from "../../models/meta/answers/devianceComparison.js";
import { fitStatistics, type FitStatistics } from "../../models/meta/answers/fitStatistics.js";
import { fittedNetwork } from "../../models/meta/FittedNetwork.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { during, type NetworkRefitOptions } from "./networkSource.js";
import { refitNetwork } from "./refitNetwork.js";
import { steinControls } from "./steinControls.js";

export interface UnrelatedOptions extends NetworkRefitOptions {
  readonly onProgress?: FitOptions["onProgress"];
}

export interface UnrelatedMeanEffects {
  /** The fit with an effect for each comparison with a study's first arm. */
  readonly posterior: Posterior;
  readonly consistency: FitStatistics;
  readonly unrelated: FitStatistics;
  /** Point by point: the first is the consistency model, the second that of unrelated mean effects. */
  readonly comparison: DevianceComparison;
}

const optionNames = [
  ...["onProgress", "chains", "warmup", "draws", "seed"],
  ...["adaptDelta", "maxTreeDepth", "workers", "signal"],
];

/**
 * Fits unrelated mean effects (Dias et al., NICE DSU TSD 4, 2011) to the data of a consistency model, priors, seed and options being those
 * of its fit, and compares them: a fit that is clearly better without consistency is evidence against it.
 *
 * @throws UserError for a posterior of no consistency model, and as `fit` does.
 * @example
 * const { consistency, unrelated, comparison } = await unrelatedMeanEffects(posterior, {}, node);
 */
export async function unrelatedMeanEffects(
  posterior: Posterior,
  options: UnrelatedOptions,
  platform: Platform,
): Promise<UnrelatedMeanEffects> {
  refuseUnknownOptions("unrelatedMeanEffects", options, optionNames);
  const first = fittedNetwork(posterior);
  const { model } = first.declaration;
  if (model !== "consistency") {
    throw new UserError(
      `unrelated mean effects are compared with the consistency model, but this fit is of the model ${model}.`,
    );
  }
  const other = await during("unrelated mean effects", () =>
    refitNetwork(posterior, { model: "ume" }, options, platform),
  );
  const second = fittedNetwork(other);
  const [firstControls, secondControls] = [await steinControls(posterior), await steinControls(other)];
  return {
    posterior: other,
    consistency: fitStatistics(first, { controls: firstControls }),
    unrelated: fitStatistics(second, { controls: secondControls }),
    comparison: devianceComparison(first, second, { controls: [firstControls, secondControls] }),
  };
}
