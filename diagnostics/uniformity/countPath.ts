/** How many of some numbers lie below one point after another: a path, whose law uniform numbers fix. */
import { exp } from "../../engine/math/exp.js";
import { lgamma } from "../../engine/math/lgamma.js";
import { log } from "../../engine/math/log.js";
import { log1p } from "../../engine/math/log1p.js";

/** The law of counts below ascending points. From point to point they are sums of independent steps, given where they end. */
export interface CountPath {
  /** The count beyond the last point. */
  readonly size: number;
  /** For each point, probabilities of the counts 0, …, `size`. */
  readonly marginals: readonly Float64Array[];
  /** For each point, and for the end, weights of the counts 0, 1, … since the point before. */
  readonly steps: readonly Float64Array[];
  /** Weight that all steps together have of summing to `size`. */
  readonly total: number;
}

/**
 * Counts of `size` independent uniform numbers below i/bins, i = 1, …, bins - 1. Each is binomial; steps are Poisson given
 * their sum.
 */
export function uniformPath(size: number, bins: number): CountPath {
  const step = poisson(size / bins, size);
  return {
    size,
    marginals: Array.from({ length: bins - 1 }, (_, i) => binomial(size, (i + 1) / bins)),
    steps: Array.from({ length: bins }, () => step),
    total: exp(logPoisson(size, size)),
  };
}

/**
 * Counts, in one chain of `draws` draws, of the lowest i/bins of the draws of `chains` chains whose ranks are in random order. Each is
 * hypergeometric; steps are binomial given their sum.
 */
export function chainPath(draws: number, chains: number, bins: number): CountPath {
  const all = draws * chains;
  const edges = Array.from({ length: bins + 1 }, (_, i) => Math.floor((i * all) / bins));
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]);
  const steps = new Map([...new Set(widths)].map((width) => [width, binomial(width, 1 / chains)]));
  return {
    size: draws,
    marginals: edges.slice(1, -1).map((edge) => hypergeometric(draws, edge, all)),
    steps: widths.map((width) => steps.get(width)!),
    total: exp(logBinomial(draws, all, 1 / chains)),
  };
}

/** Probabilities of the counts 0, …, `size` among `size` of something that happens with this probability. */
function binomial(size: number, probability: number): Float64Array {
  if (probability >= 1) return Float64Array.from({ length: size + 1 }, (_, k) => (k === size ? 1 : 0));
  const odds = probability / (1 - probability);
  const mode = Math.min(size, Math.floor((size + 1) * probability));
  return outward(size + 1, mode, exp(logBinomial(mode, size, probability)), (k) => ((size - k) / (k + 1)) * odds);
}

/** Probabilities of the counts 0, …, `drawn` of marked ones among `drawn` of `all`, of which `marked` are marked. */
export function hypergeometric(drawn: number, marked: number, all: number): Float64Array {
  const least = Math.max(0, drawn + marked - all);
  const most = Math.min(drawn, marked);
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
  const logChoose = (n: number, k: number) => lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
  const start = exp(logChoose(marked, mode) + logChoose(all - marked, drawn - mode) - logChoose(all, drawn));
  const ratio = (k: number) => ((marked - k) / (k + 1)) * ((drawn - k) / (all - marked - drawn + k + 1));
  // Nothing is below the least count: the ratio is infinite there.
  const inner = outward(most - least + 1, mode - least, start, (k) => ratio(k + least));
  const result = new Float64Array(drawn + 1);
  result.set(inner, least);
  return result;
}

/** Probabilities of the counts 0, …, at most `most`. */
function poisson(mean: number, most: number): Float64Array {
  const mode = Math.min(most, Math.floor(mean));
  const all = outward(most + 1, mode, exp(logPoisson(mode, mean)), (k) => mean / (k + 1));
  let length = all.length;
  while (length > 1 && all[length - 1] < 1e-30) length--;
  return all.slice(0, length);
}

/** Below this, probabilities are taken for 0: numbers too small to be normal are slow. */
const negligible = 1e-290;

/** Fills in probabilities from the mode outwards, by the ratio of that of k + 1 to that of k. */
function outward(length: number, mode: number, start: number, ratio: (k: number) => number): Float64Array {
  const result = new Float64Array(length);
  result[mode] = start;
  for (let k = mode; k + 1 < length && result[k] > negligible; k++) result[k + 1] = result[k] * ratio(k);
  for (let k = mode; k > 0 && result[k] > negligible; k--) result[k - 1] = result[k] / ratio(k - 1);
  return result;
}

function logBinomial(k: number, size: number, probability: number): number {
  const choose = lgamma(size + 1) - lgamma(k + 1) - lgamma(size - k + 1);
  return choose + (k === 0 ? 0 : k * log(probability)) + (k === size ? 0 : (size - k) * log1p(-probability));
}

function logPoisson(k: number, mean: number): number {
  return k * log(mean) - mean - lgamma(k + 1);
}
