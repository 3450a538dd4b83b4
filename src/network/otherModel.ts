/** The model beside which a network's fit is shown: unrelated mean effects beside consistency, or the other way round. */
import {
  devianceComparison,
  fitStatistics,
  fittedNetwork,
  relativeEffects,
  summariseDraws,
  type FittedNetwork,
} from "../../models/meta/index.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { refitNetwork } from "../workflows/refitNetwork.js";
import { steinControls } from "../workflows/steinControls.js";
import type { OtherModel } from "./NetworkResult.js";

/** Fits it to the same data with the same options and seed. */
export async function otherModel(
  first: FittedNetwork,
  options: Pick<FitOptions, "workers" | "signal">,
  platform: Platform,
): Promise<OtherModel> {
  const model = first.declaration.model === "ume" ? "consistency" : "ume";
  const posterior = await refitNetwork(first.posterior, { model }, options, platform);
  const fitted = fittedNetwork(posterior);
  const [own, controls] = [await steinControls(first.posterior), await steinControls(posterior)];
  return {
    model,
    relative_effects: relativeEffects(fitted),
    tau: fitted.has("tau") ? summariseDraws(fitted.draws("tau")) : null,
    fit: fitStatistics(fitted, { controls }),
    deviance: devianceComparison(first, fitted, { controls: [own, controls] }),
  };
}
