/** The iterative scheme of bridge sampling, and how far its result may be off. */
import { exp } from "../../engine/math/exp.js";
import { log } from "../../engine/math/log.js";
import { essMean } from "../essMean.js";
import { mean, variance } from "../moments.js";

/** Logarithms of the unnormalised posterior over the proposal's density. */
export interface BridgeRatios {
  /** At draws of the posterior, chain by chain, all of one length. */
  readonly posterior: readonly Float64Array[];
  /** At draws of the proposal; -Infinity where the posterior has no density. */
  readonly proposal: Float64Array;
  /** What the draws of the posterior count for, being dependent. */
  readonly effectiveSize: number;
}

/** The logarithm of the normalising constant. */
export interface BridgeSolution {
  /** NaN where the scheme came to no end. */
  readonly logml: number;
  readonly iterations: number;
  /**
   * Root of the expected square of the error of the constant itself, relative to it (Frühwirth-Schnatter 2004): near the standard error of
   * the logarithm as long as it is small.
   */
  readonly relativeError: number;
}

const mostIterations = 1000;
const tolerance = 1e-10;

/**
 * The normalising constant by the optimal bridge of Meng and Wong (1996, Statistica Sinica 6, 831), whose fixed point is iterated as in
 * Gronau et al. (2017, Journal of Mathematical Psychology 81, 80, equation 15), draws of the posterior counting for their effective size.
 *
 * @throws RangeError if chains are not of one length.
 * @example bridgeScheme({ posterior: [ratios], proposal, effectiveSize: 900 }).logml; // -32.4
 */
export function bridgeScheme({ posterior, proposal, effectiveSize }: BridgeRatios): BridgeSolution {
  const own = posterior.flatMap((chain) => [...chain]);
  const middle = medianOf(own);
  const [share, rest] = sharesOf(effectiveSize, proposal.length);
  const [own1, generated] = [own, proposal].map((logs) => Float64Array.from(logs, (x) => exp(x - middle)));
  let ratio = 0.5;
  let iterations = 0;
  for (let change = Infinity; change > tolerance && iterations < mostIterations; iterations += 1) {
    const above = meanOf(generated!, (x) => weighted(x, share, rest, ratio));
    const below = meanOf(own1!, (x) => 1 / (share * x + rest * ratio));
    const next = above / below;
    change = Math.abs(next - ratio) / next;
    ratio = next;
    if (!(next > 0 && next < Infinity)) return { logml: NaN, iterations, relativeError: NaN };
  }
  if (iterations >= mostIterations) return { logml: NaN, iterations, relativeError: NaN };
  const logml = log(ratio) + middle;
  return { logml, iterations, relativeError: relativeErrorOf({ posterior, proposal, effectiveSize }, logml) };
}

/**
 * Both averages of the bridge have an error of their own; that over draws of the posterior is larger for their dependence, by the effective
 * size of what is averaged.
 */
function relativeErrorOf({ posterior, proposal, effectiveSize }: BridgeRatios, logml: number): number {
  const [share, rest] = sharesOf(effectiveSize, proposal.length);
  const above = Float64Array.from(proposal, (x) => weighted(exp(x - logml), share, rest, 1));
  const below = posterior.map((chain) => chain.map((x) => 1 / (share * exp(x - logml) + rest)));
  const pooled = Float64Array.from(below.flatMap((chain) => [...chain]));
  const size = essMean(below);
  const count = size.reason === undefined ? size.value : pooled.length;
  return Math.sqrt(relativeVariance(above) / above.length + relativeVariance(pooled) / count);
}

/** x / (s₁ x + s₂ r), also where x is beyond all numbers. */
function weighted(x: number, share: number, rest: number, ratio: number): number {
  return x === Infinity ? 1 / share : x / (share * x + rest * ratio);
}

function sharesOf(own: number, other: number): readonly [number, number] {
  return [own / (own + other), other / (own + other)];
}

function relativeVariance(values: Float64Array): number {
  const middle = mean(values);
  return variance(values, middle) / (middle * middle);
}

function meanOf(values: Float64Array, of: (x: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += of(values[i]!);
  return sum / values.length;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
