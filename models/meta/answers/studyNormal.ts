/** The log likelihood of a study's normal means with its baseline and effects integrated out, exactly. */
import { normalVector } from "./normalVector.js";
import type { StudyDraws } from "./studyDraws.js";

/**
 * Log density of the means of all arms but the baseline arm given that of the baseline arm, in a draw: the density of all, which is normal
 * with covariance sd² w wᵀ + diag(se²) + tau² R, less that of the first.
 */
export function studyNormal(
  study: StudyDraws,
  means: readonly number[],
  errors: readonly number[],
  draw: number,
): number {
  const { arms } = study;
  const { mean, sd } = study.baseline(draw);
  const tau = study.tau(draw);
  const covariance = new Float64Array(arms * arms);
  const residuals = new Float64Array(arms);
  for (let i = 0; i < arms; i += 1) {
    residuals[i] = means[i]! - study.shift(i, draw) - study.weight(i, draw) * mean;
    for (let j = 0; j < arms; j += 1) {
      const own = i === j ? errors[i]! * errors[i]! : 0;
      const effects = tau * tau * correlationOf(i, j, study.everyArm);
      covariance[i * arms + j] = sd * sd * study.weight(i, draw) * study.weight(j, draw) + own + effects;
    }
  }
  const first = normalVector(covariance.slice(0, 1), 1).logDensity(residuals.slice(0, 1));
  return normalVector(covariance, arms).logDensity(residuals) - first;
}

/** Of effects of two arms; every arm's own are independent where what they share is in the baseline's law. */
function correlationOf(i: number, j: number, everyArm: boolean): number {
  if (everyArm) return i === j ? 0.5 : 0;
  return i === 0 || j === 0 ? 0 : i === j ? 1 : 0.5;
}
