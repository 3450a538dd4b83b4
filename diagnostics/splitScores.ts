/** Normal scores of split chains: what the rank-normalised diagnostics are computed from. */
import { foldedOrder } from "./foldedOrder.js";
import { normalScores, writeScores } from "./rankNormalise.js";
import type { NormalScores } from "./rankNormalise.js";
import type { Sample } from "./sample.js";
import { splitPooled } from "./splitChains.js";

/** Draws of a sample that remain when its chains are split. */
export function splitCount({ chains, draws }: Sample): number {
  return chains.length * (draws - (draws % 2));
}

/** Normal scores of the draws, in split chains. */
export function bulkScores(sample: Sample, scores: NormalScores = normalScores(splitCount(sample))): Float64Array[] {
  return scoresOf(sample, sample.pooled, sample.order, scores);
}

/** Normal scores of the distances from the median, in split chains; the median is of all draws. */
export function foldedScores(
  sample: Sample,
  scores: NormalScores = normalScores(splitCount(sample)),
  folded: Uint32Array = foldedOrder(sample),
): Float64Array[] {
  return scoresOf(sample, distances(sample.pooled, sample.median), folded, scores);
}

function distances(values: Float64Array, center: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = Math.abs(values[i] - center);
  return result;
}

function scoresOf(sample: Sample, keys: Float64Array, order: Uint32Array, scores: NormalScores): Float64Array[] {
  const { draws } = sample;
  // Splitting an odd number leaves out the middle draw of each chain; ranks are among those that remain.
  const kept = draws % 2 === 0 ? order : order.filter((i) => i % draws !== draws >> 1);
  const z = new Float64Array(keys.length);
  writeScores(keys, kept, scores, z);
  return splitPooled(z, draws);
}
