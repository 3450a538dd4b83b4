/** Standardised mean differences of the arms of a study. */
import { UserError } from "../../../engine/core/UserError.js";
import { exp } from "../../../engine/math/exp.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import type { Contrasts } from "./Network.js";

/** Mean, standard deviation and size of an arm. */
export interface ArmMoments {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/**
 * Hedges' g of each arm against the first, in units of the standard deviation pooled over all arms of the study, corrected for bias by the
 * exact factor (Hedges 1981). Covariance: 1/n₁ + g_k g_l/(2N) between two, 1/n_k more on the diagonal, N people in all (Gleser & Olkin 2009;
 * of two arms the variance that metafor's `escalc` gives by default).
 *
 * @throws UserError when the arms have too few people for a standard deviation.
 * @example
 * standardisedContrasts("1", [{ mean: 3, sd: 2, n: 20 }, { mean: 4, sd: 2, n: 20 }]).differences // [0.49]
 */
export function standardisedContrasts(study: string, arms: readonly ArmMoments[]): Contrasts {
  const people = arms.reduce((sum, { n }) => sum + n, 0);
  const freedom = people - arms.length;
  if (!(freedom > 1)) {
    throw new UserError(
      `study "${study}" has ${people} people in ${arms.length} arms, too few to standardise differences: leave it out, or use --measure md.`,
    );
  }
  const variance = arms.reduce((sum, { sd, n }) => sum + (n - 1) * sd * sd, 0) / freedom;
  const factor = smallSampleFactor(freedom) / Math.sqrt(variance);
  const [first, ...others] = arms as [ArmMoments, ...ArmMoments[]];
  const differences = Float64Array.from(others, ({ mean }) => factor * (mean - first.mean));
  const covariance = Float64Array.from(
    others.flatMap((arm, k) =>
      others.map(
        (_, l) => 1 / first.n + (differences[k]! * differences[l]!) / (2 * people) + (k === l ? 1 / arm.n : 0),
      ),
    ),
  );
  return { differences, covariance };
}

/** Γ(m/2) / (√(m/2) Γ((m−1)/2)), about 1 − 3/(4m − 1). */
function smallSampleFactor(freedom: number): number {
  return exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / Math.sqrt(freedom / 2);
}
