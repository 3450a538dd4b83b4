/** Leaves out observations that importance sampling cannot, by moving the draws to where the posterior would be without them. */
import { exp } from "../../engine/math/exp.js";
import { logAddExp } from "../../engine/math/logSumExp.js";
import type { Loo } from "./assembleLoo.js";
import { leaveOut } from "./leaveOut.js";
import { applyMove, moveKinds, moveTo, undoMove, type Move, type MoveKind, type Points } from "./moveDraws.js";
import { psis, type SmoothedWeights } from "./psis.js";
import { replaceObservations, type ReplacedObservation } from "./replaceObservations.js";

/** Draws of a posterior, and its densities at any position. */
export interface MovableDraws {
  /** (draws × dimension), draw by draw, chain after chain: positions on all of the space of real numbers. */
  readonly positions: Float64Array;
  readonly dimension: number;
  /** Log density of the posterior with all observations, up to a constant; -Infinity where it is 0. */
  logDensityOf(position: Float64Array): number;
  /** Log likelihood of one observation, numbered from 0. */
  logLikelihoodOf(position: Float64Array, observation: number): number;
}

/** How far moments are matched. */
export interface MomentMatchOptions {
  /** Observations, those with too high a Pareto k unless told. */
  readonly observations?: readonly number[];
  /** Moves of one observation's draws, 30 unless told. */
  readonly mostMoves?: number;
  /** Whether covariances are matched where variances do not help, true unless told. Takes dimension³ operations. */
  readonly covariance?: boolean;
  /** Told before each observation, and after the last one. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** An observation whose draws were moved. */
export interface MatchedObservation extends ReplacedObservation {
  readonly ess: number;
  /** The moves that lowered its Pareto k, in order; empty where none did, and then nothing is replaced. */
  readonly moves: readonly MoveKind[];
}

/** What moment matching came to. */
export interface MomentMatch {
  /** The record with the matched observations replaced. */
  readonly loo: Loo;
  readonly matched: readonly MatchedObservation[];
}

/**
 * Implicitly adaptive importance sampling (Paananen, Piironen, Bürkner and Vehtari 2021, Statistics and Computing 31:16). For each
 * observation the draws are moved until their mean, variances or covariance are those that the importance weights ask for, whichever
 * lowers Pareto k most (R's `loo` takes the first that lowers it), as long as one does and it is too high; the final estimate takes half of the draws moved and half as they were, weighted by the mixture of both
 * (their section 3.3; here every other draw is moved, R's `loo` moves the first
 * half), since an elpd needs draws of the posterior without the observation and with it. No model is fitted again; the densities are
 * evaluated some ten times at as many positions as there are draws for each observation.
 *
 * @param loo the record of these draws
 * @throws RangeError if positions are not as many as the record's draws
 * @example
 * const { loo: better, matched } = momentMatch(draws, first);
 */
export function momentMatch(draws: MovableDraws, loo: Loo, options: MomentMatchOptions = {}): MomentMatch {
  const { positions, dimension } = draws;
  if (positions.length !== loo.draws * dimension) {
    throw new RangeError(
      `${loo.draws} positions of ${dimension} coordinates are needed, there are ${positions.length} numbers`,
    );
  }
  const { observations = loo.unreliable, onProgress } = options;
  const logDensity = densitiesOf(draws, { values: positions, dimension });
  const matched = observations.map((observation, done) => {
    onProgress?.(done, observations.length);
    return matchOne(draws, logDensity, loo, observation, options);
  });
  onProgress?.(observations.length, observations.length);
  const better = matched.filter(({ moves }) => moves.length > 0);
  return { loo: replaceObservations(loo, better), matched };
}

/** Where the draws of one observation are, and what they are worth there. */
interface Place {
  readonly points: Points;
  readonly logLikelihood: Float64Array;
  readonly weights: SmoothedWeights;
  readonly k: number;
}

function matchOne(
  draws: MovableDraws,
  logDensity: Float64Array,
  loo: Loo,
  observation: number,
  { mostMoves = 30, covariance = true }: MomentMatchOptions,
): MatchedObservation {
  const efficiency = loo.pointwise.relativeEfficiency[observation];
  const start: Points = { values: draws.positions, dimension: draws.dimension };
  const placeOf = (points: Points): Place => {
    const there = points === start ? logDensity : densitiesOf(draws, points);
    return weighed(points, there, logDensity, likelihoodsOf(draws, points, observation), efficiency);
  };
  const kinds = covariance ? moveKinds : moveKinds.slice(0, 2);
  const moves: Move[] = [];
  const before = placeOf(start);
  let place = before;
  let used = before;
  while (used.k > loo.threshold && moves.length < mostMoves) {
    const next = bestMove(place, kinds, placeOf);
    if (next === undefined) break;
    moves.push(next.move);
    place = next.place;
    // Half-moved draws take as many evaluations again, and cannot be good where moved ones are bad.
    if (place.k <= loo.threshold) used = splitPlace(draws, logDensity, before, place, moves, efficiency);
  }
  // Not good enough, but perhaps better than it was.
  if (used === before && moves.length > 0) {
    used = splitPlace(draws, logDensity, before, place, moves, efficiency);
  }
  const helped = used.k < before.k;
  const { logLikelihood, weights, k } = helped ? used : before;
  const { elpd, mcse, ess } = leaveOut(logLikelihood, weights.logWeights, efficiency);
  return { observation, elpd, mcse, paretoK: k, ess, moves: helped ? moves.map(({ kind }) => kind) : [] };
}

/** The move that lowers k most, if one does. */
function bestMove(place: Place, kinds: readonly MoveKind[], placeOf: (points: Points) => Place) {
  const weights = place.weights.logWeights.map(exp);
  let best: { readonly move: Move; readonly place: Place } | undefined;
  for (const kind of kinds) {
    const move = moveTo(place.points, weights, kind);
    if (move === undefined) continue;
    const next = placeOf(applyMove(place.points, move));
    if (next.k < (best?.place.k ?? place.k)) best = { move, place: next };
  }
  return best;
}

/**
 * Weights of moved draws for the posterior without the observation: p(φ)/L(φ) over the density of φ, which is that of the draw it came from,
 * up to the constant volume of the map.
 */
function weighed(
  points: Points,
  there: Float64Array,
  before: Float64Array,
  logLikelihood: Float64Array,
  efficiency: number,
): Place {
  const ratios = there.map((value, i) => ratio(value - before[i] - logLikelihood[i]));
  const weights = psis(ratios, { relativeEfficiency: efficiency });
  return { points, logLikelihood, weights, k: shapeOf(weights) };
}

/** Every other draw moved, the others where they were, weighted by the mixture of both densities. */
function splitPlace(
  draws: MovableDraws,
  logDensity: Float64Array,
  start: Place,
  moved: Place,
  moves: readonly Move[],
  efficiency: number,
): Place {
  const d = draws.dimension;
  const count = logDensity.length;
  const back = moves.reduceRight((points, move) => undoMove(points, move), start.points);
  const logVolume = moves.reduce((sum, move) => sum + move.logVolume, 0);
  const values = start.points.values.slice();
  const logLikelihood = start.logLikelihood.slice();
  const ratios = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let here = logDensity[i];
    let behind: number;
    if (i % 2 === 0) {
      values.set(moved.points.values.subarray(i * d, (i + 1) * d), i * d);
      logLikelihood[i] = moved.logLikelihood[i];
      behind = here;
      here = densityAt(draws, values.subarray(i * d, (i + 1) * d));
    } else {
      behind = densityAt(draws, back.values.subarray(i * d, (i + 1) * d));
    }
    ratios[i] = ratio(here - logLikelihood[i] - logAddExp(here, behind - logVolume));
  }
  const weights = psis(ratios, { relativeEfficiency: efficiency });
  return { points: { values, dimension: d }, logLikelihood, weights, k: shapeOf(weights) };
}

/** Weights that cannot be judged are the worst of all. */
function shapeOf({ paretoK }: SmoothedWeights): number {
  return paretoK.reason === undefined ? paretoK.value : Infinity;
}

/** A position of density 0 gets no weight. */
function ratio(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}

function densitiesOf(draws: MovableDraws, { values, dimension }: Points): Float64Array {
  const result = new Float64Array(values.length / dimension);
  for (let i = 0; i < result.length; i++) {
    result[i] = densityAt(draws, values.subarray(i * dimension, (i + 1) * dimension));
  }
  return result;
}

function densityAt(draws: MovableDraws, position: Float64Array): number {
  const value = draws.logDensityOf(position);
  return Number.isNaN(value) ? -Infinity : value;
}

function likelihoodsOf(draws: MovableDraws, { values, dimension }: Points, observation: number): Float64Array {
  const result = new Float64Array(values.length / dimension);
  for (let i = 0; i < result.length; i++) {
    result[i] = draws.logLikelihoodOf(values.subarray(i * dimension, (i + 1) * dimension), observation);
  }
  return result;
}
