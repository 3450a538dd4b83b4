/** Moment matching of a posterior's draws, in the coordinates that they were sampled in. */
import { evenChains } from "../../diagnostics/evenChains.js";
import { momentMatch, replaceObservations, type Loo, type MovableDraws } from "../../diagnostics/loo/index.js";
import { load } from "../../engine/compiler/load.js";
import type { ModelArtifact } from "../../engine/core/CompiledModel.js";
import { normalsInput } from "../../engine/core/Graph.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Rng } from "../../engine/core/Rng.js";
import { UserError } from "../../engine/core/UserError.js";
import { numberedStreams } from "../../engine/random/numberedStreams.js";
import { artifactAgain } from "./artifactAgain.js";
import { isNetworkFit, networkAnswers } from "./networkAnswers.js";

/** Beyond so many coordinates covariances are not matched: a factor takes their cube of operations. */
const mostCovariance = 300;

/**
 * The record with the observations replaced for which moving the draws lowers Pareto k (Paananen et al. 2021, `momentMatch`).
 *
 * @throws UserError where the compiled model is not known and cannot be made again.
 */
export async function matchMoments(
  posterior: Posterior,
  loo: Loo,
  onProgress: (done: number, of: number) => void,
): Promise<{ readonly loo: Loo; readonly matched: number }> {
  const artifact = await artifactAgain(posterior);
  if (artifact === undefined) {
    throw new UserError(
      "moment matching evaluates the model at new positions, but the model of these draws is not known here: fit it again first.",
    );
  }
  const places = isNetworkFit(posterior) ? await armRowsOf(posterior, artifact) : undefined;
  const draws = movableDraws(posterior, artifact, places);
  const { matched } = momentMatch(draws, loo, { onProgress, covariance: draws.dimension <= mostCovariance });
  const better = matched.filter(({ observation, moves, paretoK }) => {
    // Where effects of single rows were integrated out, k of the record may be lower than that of the draws themselves.
    return moves.length > 0 && paretoK < loo.pointwise.paretoK[observation]!;
  });
  return { loo: replaceObservations(loo, better), matched: better.length };
}

/**
 * Positions with, behind them, the standard normals by which what was integrated out was drawn: together they have a density, and the
 * log likelihood is a function of them.
 *
 * @param places the row of the compiled model that each observation is, where they are not in one order
 */
export function movableDraws(posterior: Posterior, artifact: ModelArtifact, places?: Int32Array): MovableDraws {
  const model = load(artifact);
  const normals = artifact.layout.inputs.find(({ name }) => name === normalsInput)?.length ?? 0;
  const dimension = model.dimension + normals;
  const { chains, draws } = evenChains(posterior.draws);
  const positions = new Float64Array(chains.length * draws * dimension);
  chains.forEach(({ chain, positions: own }, c) => {
    const streams = numberedStreams(posterior.provenance.seed, chain, "draw");
    for (let draw = 0; draw < draws; draw += 1) {
      const start = (c * draws + draw) * dimension;
      positions.set(own.subarray(draw * model.dimension, (draw + 1) * model.dimension), start);
      const rng = streams.stream(draw);
      for (let i = model.dimension; i < dimension; i += 1) positions[start + i] = rng.normal();
    }
  });
  const gradient = new Float64Array(model.dimension);
  const values = new Float64Array(model.names.length);
  const byRow = new Float64Array(model.rows);
  return {
    positions,
    dimension,
    logDensityOf(position) {
      const behind = position.subarray(model.dimension);
      const squares = behind.reduce((sum, z) => sum + z * z, 0);
      return model.evaluate(position.subarray(0, model.dimension), gradient) - squares / 2;
    },
    logLikelihoodOf(position, observation) {
      const own = position.subarray(0, model.dimension);
      if (normals > 0) model.constrain(own, given(position.subarray(model.dimension)), values);
      model.logLikelihood(own, byRow);
      return byRow[places?.[observation] ?? observation]!;
    },
  };
}

/**
 * The row of the compiled model that each arm of a network is.
 *
 * @throws UserError for studies that are known by contrasts, whose rows are other numbers.
 */
async function armRowsOf(posterior: Posterior, { labels }: ModelArtifact): Promise<Int32Array> {
  const { fitted } = await networkAnswers(posterior);
  const { studies } = fitted.network;
  const byContrasts = studies.find(({ contrasts }) => contrasts);
  if (byContrasts) {
    throw new UserError(
      `moment matching is for arms, but study "${byContrasts.name}" is known by contrasts: leave out whole studies and fit again.`,
    );
  }
  const rowNumbers = labels!.likelihoods[0]!.rowNumbers!;
  const places = new Map(Array.from(rowNumbers, (row, place) => [row - 1, place]));
  return Int32Array.from(studies.flatMap(({ arms }) => arms.map(({ row }) => places.get(row)!)));
}

/** A stream that gives these normals, one after another. */
function given(normals: Float64Array): Rng {
  let next = 0;
  const none = (): never => {
    throw new Error("only normals are asked for");
  };
  return { bits: none, uniform: none, normal: () => normals[next++]! };
}
