/** A mixture of normals, one for each draw, all with the same weight. */
import { exp } from "../../../engine/math/exp.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import type { DrawSummary } from "./DrawSummary.js";

const inverseSqrt2Pi = 0.3989422804014327;
const mostSteps = 60;

/**
 * Mean, standard deviation, median and 95 % interval of a mixture of normals: no random numbers are needed. The variance is
 * that of the means plus the mean of the variances.
 *
 * @param means Of the components.
 * @param sds Their standard deviations, all above 0.
 */
export function normalMixture(means: ArrayLike<number>, sds: ArrayLike<number>): DrawSummary {
  const n = means.length;
  let mean = 0;
  let within = 0;
  for (let d = 0; d < n; d += 1) {
    mean += means[d]! / n;
    within += (sds[d]! * sds[d]!) / n;
  }
  let between = 0;
  for (let d = 0; d < n; d += 1) between += ((means[d]! - mean) * (means[d]! - mean)) / n;
  const sd = Math.sqrt(within + between);
  const at = (probability: number, z: number) => quantile(means, sds, probability, mean + z * sd, sd);
  return { mean, sd, median: at(0.5, 0), "q2.5": at(0.025, -1.96), "q97.5": at(0.975, 1.96) };
}

/** By Newton's method kept inside a bracket, until a step is below 1e-6 standard deviations, which leaves about 1e-12. */
function quantile(
  means: ArrayLike<number>,
  sds: ArrayLike<number>,
  probability: number,
  start: number,
  sd: number,
): number {
  // By Cantelli's inequality these quantiles are within √39 standard deviations of the mean.
  let [low, high] = [start - 9 * sd, start + 9 * sd];
  let x = start;
  for (let step = 0; step < mostSteps; step += 1) {
    let below = 0;
    let density = 0;
    for (let d = 0; d < means.length; d += 1) {
      const z = (x - means[d]!) / sds[d]!;
      below += normalCdf(z);
      density += (inverseSqrt2Pi * exp(-0.5 * z * z)) / sds[d]!;
    }
    const excess = below / means.length - probability;
    if (excess > 0) high = x;
    else low = x;
    const next = x - (excess * means.length) / density;
    const moved = next > low && next < high ? next : (low + high) / 2;
    if (!(Math.abs(moved - x) > 1e-6 * sd)) return moved;
    x = moved;
  }
  return x;
}
