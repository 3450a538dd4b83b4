/** The model beside which a network's fit is shown: unrelated mean effects beside consistency, or the other way round. */
import {
  devianceComparison,
  fitStatistics,
  fittedNetwork,
  networkModel,
  relativeEffects,
  summariseDraws,
  type FittedNetwork,
} from "../../models/meta/index.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { steinControls } from "../workflows/steinControls.js";
import type { OtherModel } from "./NetworkResult.js";

/** Fits it to the same data with the same options and seed. */
export async function otherModel(
  first: FittedNetwork,
  options: Pick<FitOptions, "workers" | "signal">,
  platform: Platform,
): Promise<OtherModel> {
  const { declaration, posterior } = first;
  const model = declaration.model === "ume" ? "consistency" : "ume";
  const { seed, chains, warmup, draws, options: before } = posterior.provenance;
  const { workers, signal } = options;
  const posteriorOfOther = await fit(
    networkModel(declaration).with({ model }),
    posterior.data!,
    { ...(before as FitOptions), na: "stop", seed, chains, warmup, draws, workers, signal },
    platform,
  );
  const fitted = fittedNetwork(posteriorOfOther);
  return {
    model,
    relative_effects: relativeEffects(fitted),
    tau: fitted.has("tau") ? summariseDraws(fitted.draws("tau")) : null,
    fit: fitStatistics(fitted, { controls: await steinControls(posteriorOfOther) }),
    deviance: devianceComparison(first, fitted),
  };
}
