/** The normalising constant of a density from draws of it: bridge sampling. */
import { logAddExp } from "../../engine/math/logSumExp.js";
import { solveTriangular } from "../../engine/math/solveTriangular.js";
import { essMean } from "../essMean.js";
import { eachRow, fitProposal, logStandard, placeAt, type BridgeProposal } from "./bridgeProposal.js";
import { bridgeScheme, type BridgeSolution } from "./bridgeScheme.js";

/** `normal`: the other end of the bridge is a normal law; `warp3`: the posterior is first made symmetric about its mean. */
export type BridgeMethod = "normal" | "warp3";

export interface BridgeOptions {
  /** Draws chain by chain, all of one length: (draws × dimension), row by row. */
  readonly chains: readonly Float64Array[];
  readonly dimension: number;
  /** Unnormalised log density with all its constants; -Infinity or NaN where there is none. */
  readonly logDensityOf: (position: Float64Array) => number;
  /** Standard normal numbers, one after another. */
  readonly normal: () => number;
  /** "normal" unless told. */
  readonly method?: BridgeMethod;
}

export interface BridgeEstimate extends BridgeSolution {
  readonly method: BridgeMethod;
  /** Draws of the posterior on the bridge: the second half of each chain. The first halves make the proposal. */
  readonly draws: number;
  /** What these count for: the middle one of the effective sizes of all coordinates. */
  readonly effectiveSize: number;
}

/**
 * log ∫ e^logDensity by bridge sampling between the density and a normal law (Meng & Wong 1996; Gronau, Singmann & Wagenmakers 2020, Journal of
 * Statistical Software 92:10). The law is fitted to the first half of each chain and bridged to the second, so that it is independent of what it is
 * compared with. With `warp3` the density is moved to mean 0, stretched to covariance 1 and averaged with its mirror image, which takes its skewness
 * away (Meng & Schilling 2002), for twice the evaluations.
 *
 * @throws RangeError if chains are not of one length.
 * @example bridgeSample({ chains, dimension, logDensityOf, normal: () => rng.normal() }).logml; // -83.2
 */
export function bridgeSample({
  chains,
  dimension,
  logDensityOf,
  normal,
  method = "normal",
}: BridgeOptions): BridgeEstimate {
  const perChain = chains[0]!.length / dimension;
  const half = Math.ceil(perChain / 2) * dimension;
  const proposal = fitProposal(
    chains.map((chain) => chain.subarray(0, half)),
    dimension,
  );
  const bridged = chains.map((chain) => chain.subarray(half));
  const logRatio = logRatioOf(proposal, logDensityOf, method);
  const ownRatios = bridged.map((chain) => {
    const ratios: number[] = [];
    eachRow([chain], dimension, (row) => void ratios.push(logRatio(standardised(proposal, row))));
    return Float64Array.from(ratios);
  });
  const draws = ownRatios.reduce((sum, ratios) => sum + ratios.length, 0);
  const z = new Float64Array(dimension);
  const generated = Float64Array.from({ length: draws }, () => {
    for (let i = 0; i < dimension; i += 1) z[i] = normal();
    return logRatio(z);
  });
  const effectiveSize = middleSize(bridged, dimension, draws);
  const solution = bridgeScheme({ posterior: ownRatios, proposal: generated, effectiveSize });
  return { ...solution, method, draws, effectiveSize };
}

/** Of a point by its standardised coordinates z: log of the density there, in their units, over the standard normal. */
function logRatioOf(
  proposal: BridgeProposal,
  logDensityOf: (position: Float64Array) => number,
  method: BridgeMethod,
): (z: Float64Array) => number {
  const position = new Float64Array(proposal.dimension);
  const at = (z: Float64Array, sign: 1 | -1) => {
    placeAt(proposal, z, sign, position);
    const value = logDensityOf(position);
    return Number.isNaN(value) ? -Infinity : value + proposal.logVolume;
  };
  if (method === "normal") return (z) => at(z, 1) - logStandard(z);
  return (z) => logAddExp(at(z, 1), at(z, -1)) - Math.LN2 - logStandard(z);
}

function standardised({ mean, lower }: BridgeProposal, position: Float64Array): Float64Array {
  const apart = position.map((x, i) => x - mean[i]!);
  return solveTriangular(lower, apart, "lower", apart);
}

/** Coordinates that stand for all: the middle one of many is soon known. */
const mostSized = 200;

/** The middle one of the effective sizes of coordinates, at most the number of draws; that where none can be told. */
function middleSize(chains: readonly Float64Array[], dimension: number, draws: number): number {
  const step = Math.ceil(dimension / mostSized);
  const sizes = Array.from({ length: Math.ceil(dimension / step) }, (_, k) => {
    const i = k * step;
    const column = chains.map((chain) =>
      Float64Array.from({ length: chain.length / dimension }, (__, draw) => chain[draw * dimension + i]!),
    );
    return essMean(column).value;
  }).filter((size) => size > 0);
  const sorted = Float64Array.from(sizes).sort();
  return Math.min(draws, sorted[sorted.length >> 1] ?? draws);
}
