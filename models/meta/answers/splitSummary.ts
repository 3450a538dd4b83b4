/** Direct, indirect and network evidence on a comparison side by side. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { fitStatistics, type FitStatisticsOptions } from "./fitStatistics.js";
import { pairDraws } from "./pairDraws.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";
import { treatmentPlace } from "./treatmentPlaces.js";

/** Effects are of `to` minus `from`, on the link scale. */
export interface SplitEstimate {
  readonly from: string;
  readonly to: string;
  readonly direct: EffectSummary;
  readonly indirect: EffectSummary;
  readonly network: EffectSummary;
  /** direct − indirect. */
  readonly omega: EffectSummary;
  /** Two-sided: 2 min(P(omega > 0), P(omega < 0)). */
  readonly p_value: number;
  readonly fit: {
    readonly residual_deviance: number;
    readonly pD: number;
    /** At the posterior mean of the linear predictor, as in FitStatistics. */
    readonly pD_predictor: number;
    readonly DIC: number;
    readonly data_points: number;
    /** null for fixed effects. */
    readonly tau: EffectSummary | null;
  };
}

/**
 * What splitting a comparison says: in the split fit omega is what direct evidence adds to indirect evidence, so that direct = indirect + omega (Dias et
 * al. 2010, Statistics in Medicine 29, 932-944).
 *
 * @param network The fit of the consistency model.
 * @throws UserError when the other fit splits no comparison.
 * @example
 * const { direct, indirect, p_value } = splitSummary(consistency, split);
 */
export function splitSummary(
  network: FittedNetwork,
  split: FittedNetwork,
  options: FitStatisticsOptions = {},
): SplitEstimate {
  const pair = split.declaration.split;
  if (split.declaration.model !== "nodesplit" || pair === undefined) {
    throw new UserError("a summary of node-splitting needs a fit that splits a comparison: fit with model nodesplit.");
  }
  const { treatments } = split.network;
  const places = pair.map((name) => treatmentPlace(treatments, name, "the comparison that is split"));
  const [i, j] = places.sort((a, b) => a - b) as [number, number];
  const indirect = pairDraws(split)(i, j)!;
  const omega = split.draws("omega");
  const own = network.network.treatments;
  const [k, l] = [i, j].map((place) => treatmentPlace(own, treatments[place]!, "the network fit")) as [number, number];
  const { residual_deviance, pD, pD_predictor, DIC, data_points } = fitStatistics(split, options);
  const tau = split.has("tau") ? summariseDraws(split.draws("tau")) : null;
  return {
    from: treatments[i]!,
    to: treatments[j]!,
    direct: summariseDraws(indirect.map((effect, draw) => effect + omega[draw]!)),
    indirect: summariseDraws(indirect),
    network: summariseDraws(pairDraws(network)(k, l)!),
    omega: summariseDraws(omega),
    p_value: twoSided(omega),
    fit: { residual_deviance, pD, pD_predictor, DIC, data_points, tau },
  };
}

function twoSided(draws: Float64Array): number {
  let [above, below] = [0, 0];
  for (const draw of draws) {
    if (draw > 0) above += 1;
    else if (draw < 0) below += 1;
  }
  return Math.min(1, (2 * Math.min(above, below)) / draws.length);
}
