/** One p-value from many that depend on one another. */
import { atan } from "../../engine/math/atan.js";
import { cos } from "../../engine/math/cos.js";
import { sin } from "../../engine/math/sin.js";

/** A p-value of 1 would outweigh all others: it is taken for this much less. */
const nearlyOne = 1e-9;

/**
 * The Cauchy variable that is as far above 0 as a p-value is below 1/2, tan((1/2 - p) π). Of p near 0 it keeps its digits.
 *
 * @example cauchyScore(0.25) // 1
 */
export function cauchyScore(p: number): number {
  const inner = Math.min(Math.max(p, 0), 1 - nearlyOne);
  return inner === 0 ? Infinity : cos(Math.PI * inner) / sin(Math.PI * inner);
}

/**
 * The p-value of a mean of Cauchy variables, which is Cauchy in its upper tail whatever their dependence (Liu and Xie 2020,
 * Journal of the American Statistical Association 115:393).
 */
export function cauchyTail(mean: number): number {
  return mean > 1 ? atan(1 / mean) / Math.PI : 0.5 - atan(mean) / Math.PI;
}

/**
 * What each of the scores has to do with their mean: Shapley values of the game in which a set is worth its mean. They sum to the mean;
 * large ones show where the evidence is.
 */
export function shareOfMean(scores: Float64Array): Float64Array {
  const n = scores.length;
  if (n < 2) return scores.map(() => 0);
  let harmonic = 0;
  for (let i = n; i > 0; i--) harmonic += 1 / i;
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.map((score) => score / n + ((harmonic - 1) / n) * (score - (sum - score) / (n - 1)));
}
