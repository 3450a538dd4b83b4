/** The widely applicable information criterion. */
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Warning } from "../../engine/core/Warning.js";
import { hasNonfinite, mean, variance } from "../moments.js";
import type { Reason } from "../statistic.js";
import { labelOf, type Elpd } from "./Elpd.js";
import { estimateOf, scaled } from "./estimateOf.js";
import { logMeanExp } from "./leaveOut.js";
import { shareOf } from "./shareOf.js";

/** Above this variance of the log likelihood WAIC's expansion fails (Vehtari, Gelman and Gabry 2017, section 2.2). */
const largestVariance = 0.4;

/**
 * WAIC (Watanabe 2010; Gelman, Hwang and Vehtari 2014): log predictive density minus the variance of the log likelihood (denominator
 * S - 1), observation by observation. It approximates what {@link loo} estimates, and tells less well where it fails: prefer that.
 * Monte Carlo errors are not known.
 *
 * @param logLikelihood draws × observations
 * @param data a fingerprint of the responses
 * @example waic(pointwise).ic // { value: 167.06…, se: 8.51… }
 */
export function waic(logLikelihood: Pointwise, data?: string): Elpd {
  const { count, labels } = logLikelihood;
  const elpdOf = new Float64Array(count);
  const pOf = new Float64Array(count);
  const reasons = new Map<number, Reason>();
  let place = 0;
  for (const column of logLikelihood.columns()) {
    const isFinite = column.length > 1 && !hasNonfinite([column]);
    if (!isFinite) reasons.set(place, column.length > 1 ? "nonfinite" : "noDraws");
    pOf[place] = isFinite ? variance(column, mean(column)) : NaN;
    elpdOf[place] = isFinite ? logMeanExp(column) - pOf[place] : NaN;
    place++;
  }
  const elpd = estimateOf(elpdOf, reasons);
  return {
    method: "waic",
    observations: count,
    ...(labels && { labels }),
    ...(data !== undefined && { data }),
    elpd,
    p: estimateOf(pOf, reasons),
    ic: scaled(elpd, -2),
    mcse: { value: NaN, reason: "notKnown" },
    pointwise: { elpd: elpdOf, p: pOf, mcse: new Float64Array(count).fill(NaN) },
    reasons,
    warnings: waicWarnings(pOf, labels),
  };
}

function waicWarnings(p: Float64Array, labels: readonly string[] | undefined): Warning[] {
  const places = Array.from(p.keys()).filter((place) => p[place] > largestVariance);
  if (places.length === 0) return [];
  places.sort((a, b) => p[b] - p[a]);
  return [
    {
      cause: "p_waic",
      variables: places.map((place) => labelOf(labels, place)),
      text:
        `p_waic is above ${largestVariance} for ${shareOf(places.length, p.length, "observation")} (worst ` +
        `${labelOf(labels, places[0])}, ${p[places[0]].toFixed(2)}): WAIC is not reliable there. Use leave-one-out ` +
        `cross-validation (loo) instead, which tells by Pareto k where it fails.`,
    },
  ];
}
