/** How much the effects of trials differ. */
import type { FittedNetwork } from "../FittedNetwork.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";

const normal975 = 1.959963984540054;

/** How much effects differ between trials of the same treatments. */
export interface Heterogeneity {
  /** Standard deviation of effects between trials, on the link scale. */
  readonly tau: EffectSummary;
  readonly tau_squared: EffectSummary;
  /** Width of the central 95 % of effects in new trials were the mean effect known: 2 · 1.96 tau. */
  readonly spread: EffectSummary;
}

/** Summary of the heterogeneity; null for fixed effects. */
export function heterogeneity(fitted: FittedNetwork): Heterogeneity | null {
  if (!fitted.has("tau")) return null;
  const tau = fitted.draws("tau");
  return {
    tau: summariseDraws(tau),
    tau_squared: summariseDraws(tau.map((sd) => sd * sd)),
    spread: summariseDraws(tau.map((sd) => 2 * normal975 * sd)),
  };
}
