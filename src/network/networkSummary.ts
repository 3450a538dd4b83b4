/** What `nma.json` holds. */
import { relativeEffects, summariseDraws } from "../../models/meta/index.js";
import type { NetworkResult, NetworkSummary, OtherModel, OtherModelSummary } from "./NetworkResult.js";

/** The record of a network meta-analysis; questions that were not asked are left out. */
export function networkSummary(result: Omit<NetworkResult, "summary">): NetworkSummary {
  const { fitted, fit, ranks, heterogeneity, at, predictive, absolute, consistency } = result;
  const { network, declaration, likelihood } = fitted;
  const { other, splits } = consistency;
  return {
    treatments: network.treatments,
    reference: network.treatments[0]!,
    relative_effects: relativeEffects(fitted),
    tau: fitted.has("tau") ? summariseDraws(fitted.draws("tau")) : null,
    residual_deviance: fit.residual_deviance,
    pD: fit.pD,
    DIC: fit.DIC,
    data_points: fit.data_points,
    ranks: ranks && {
      better: ranks.better,
      treatments: ranks.treatments,
      probability: ranks.probability,
      sucra: ranks.sucra,
      mean_rank: ranks.rank.map(({ mean }) => mean),
      sucra_interval: ranks.sucra_summary.map((summary) => [summary["q2.5"], summary["q97.5"]] as const),
      ...(ranks.beyond_mid
        ? {
            beyond_mid: {
              mid: ranks.beyond_mid.mid,
              probability: ranks.beyond_mid.probability,
              sucra: ranks.beyond_mid.sucra,
            },
          }
        : {}),
    },
    model: declaration.model === "ume" ? "ume" : "consistency",
    effects: declaration.effects,
    likelihood: network.likelihood,
    effect: likelihood.words.effect,
    ratio: likelihood.words.ratio ?? null,
    pD_predictor: fit.pD_predictor,
    pV: fit.pV,
    ...(heterogeneity ? { heterogeneity } : {}),
    ...(at.length > 0 ? { at } : {}),
    ...(predictive ? { predictive } : {}),
    ...(absolute ? { absolute } : {}),
    ...(other ? { [other.model]: otherSummary(other) } : {}),
    ...(splits ? { nodesplits: splits } : {}),
  };
}

function otherSummary({ relative_effects, tau, fit }: OtherModel): OtherModelSummary {
  const { residual_deviance, pD, DIC, data_points } = fit;
  return { relative_effects, tau, residual_deviance, pD, DIC, data_points };
}
