/** How much more an arm's linear predictor moves than its study's baseline does, where baseline risk is a covariate. */
import type { Study } from "../data/Network.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { baselineRisk, interactionName } from "../lowering/coefficientsOf.js";

/** Draws by arm, `[arm][draw]`: the interaction with baseline risk of its treatment less that of the baseline arm's; zeros without. */
export function baselineSlopes(fitted: FittedNetwork, study: Study): readonly Float64Array[] {
  const none = new Float64Array(fitted.drawCount);
  const { network, declaration } = fitted;
  if (!declaration.baselineRisk) return study.arms.map(() => none);
  const slopeOf = (treatment: number): Float64Array =>
    treatment === 0 ? none : fitted.draws(interactionName(network, declaration, baselineRisk, treatment));
  const own = slopeOf(study.arms[0]!.treatment);
  return study.arms.map(({ treatment }) => slopeOf(treatment).map((slope, draw) => slope - own[draw]!));
}
