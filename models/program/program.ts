/** A probabilistic program: a function that declares parameters, likelihoods and generated quantities. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { traceGraph, type TraceContext, type TraceOutputs } from "../../engine/autodiff/trace.js";
import type { LikelihoodRows, Model, ModelDescription, TracedModel } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { createLatentScope } from "./latentScope.js";
import { conditionedPlaces, mappedPosition, outerPlaces, type TotalVariance } from "./outerMap.js";
import { startRun, type ProgramRun } from "./ProgramRun.js";
import type { ProgramScope } from "./scope.js";
import { traceLaws, type TracedLaws } from "./traceLaws.js";

/** Title of a program without one. */
export const untitled = "program";

export interface ProgramOptions {
  /** A heading for summaries and reports. */
  readonly title?: string;
  /** Leaves the likelihood out of the log density: draws are then from the prior. */
  readonly priorOnly?: boolean;
  /**
   * Samples the parameters that depend on no other in a linear map that is fitted where the posterior has its mode, and starts
   * chains around there. For posteriors with one mode, not far from normal; the posterior is the same.
   */
  readonly whiten?: boolean;
  /** With `whiten`, standard deviations that are sampled as totals and ratios. */
  readonly totals?: readonly TotalVariance[];
}

export interface ProgramModel extends Model {
  readonly kind: "program";
  /** Names of the columns the program reads. */
  usedColumns(table: Table): readonly string[];
  /**
   * Traces the parameters of the laws of what is observed instead of the density: what replicated responses are drawn with. The
   * positions are those of {@link trace} on the same table.
   */
  traceLaws(table: Table): TracedLaws;
  /** The same model without its likelihood; rows of the log likelihood are still computed. */
  priorOnly(): ProgramModel;
}

/**
 * A model declared by a function. It is run on each trace, synchronously; tensors in it are symbols, so their values
 * cannot be read. Name the table's columns in the type to have misspelt ones marked in the editor.
 *
 * @example
 * const eightSchools = program<{ y: number; sigma: number }>(({ parameter, observe, data }) => {
 *   const mu = parameter("mu", normal(0, 5));
 *   const tau = parameter("tau", halfCauchy(0, 5));
 *   const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 } });
 *   observe(normal(theta, data.sigma), data.y);
 * });
 */
export function program<Columns = Record<string, number>>(
  build: (scope: ProgramScope<Columns>) => void | undefined,
  options: ProgramOptions = {},
): ProgramModel {
  const run = (table: Table, context: TraceContext, take: ProgramRun["take"], lenient = false): ProgramRun => {
    const started = startRun(table, context, take, lenient);
    const result: unknown = build(createLatentScope<Columns>(started));
    started.closed = true;
    refusePromise(result);
    return started;
  };
  /** A first run finds the dimension: positions are zeros, and nothing of it is kept but the declarations. */
  const discover = (table: Table, lenient = false): ProgramRun => {
    let found: ProgramRun | undefined;
    traceGraph(1, (context) => {
      found = run(table, context, (_, length) => tf().zeros([length]), lenient);
      const { position } = context;
      return { logDensity: tf().sum(position), constrained: position, logLikelihood: position, logPrior: position };
    });
    return found!;
  };
  return {
    kind: "program",
    trace(table) {
      const found = discover(table);
      const dimension = dimensionOf(found);
      const outer = options.whiten ? outerPlaces(found.blocks) : new Int32Array(0);
      const conditioned = conditionedPlaces(found.blocks);
      let traced: ProgramRun | undefined;
      const graph = traceGraph(dimension, (context) => {
        traced = run(table, context, mappedPosition(context, outer, found.blocks, options.totals));
        if (dimensionOf(traced) !== dimension) {
          throw new UserError(
            "the program declares other parameters when it is run again; it must always do the same.",
          );
        }
        return outputsOf(traced, options.priorOnly === true);
      });
      const finished = traced!;
      return {
        graph,
        dimension,
        blocks: finished.blocks,
        names: namesOf(finished),
        rows: finished.logLikelihoods.reduce((sum, rows) => sum + rows.size, 0),
        // What is left out of the density cannot be to blame for it.
        likelihoods: options.priorOnly === true ? [] : likelihoodRows(finished),
        description: describeRun(finished, options),
        ...(outer.length + conditioned.length > 0 ? { coordinates: { outer, conditioned } } : {}),
      } satisfies TracedModel;
    },
    traceLaws(table) {
      const found = discover(table);
      const outer = options.whiten ? outerPlaces(found.blocks) : new Int32Array(0);
      return traceLaws(dimensionOf(found), (context) =>
        run(table, context, mappedPosition(context, outer, found.blocks, options.totals)),
      );
    },
    describe: (table) => describeRun(discover(table), options),
    usedColumns: (table) => [...discover(table, true).usedColumns],
    priorOnly: () => program(build, { ...options, priorOnly: true }),
  };
}

function outputsOf(run: ProgramRun, priorOnly: boolean): TraceOutputs {
  const logLikelihood = flat(run.logLikelihoods);
  const entering = priorOnly ? [] : run.logLikelihoods.filter((rows) => !run.reportedOnly.has(rows));
  const likelihoods = entering.map((rows) => tf().sum(rows));
  return {
    logDensity: [...run.terms, ...likelihoods].reduce((sum, term) => tf().add(sum, term)),
    constrained: flat([...run.parameters, ...run.generated].map(({ value }) => value)),
    logLikelihood,
    logPrior: flat(run.logPriors.map((term) => tf().reshape(term, [1]))),
    ...(run.reference ? { reference: run.reference } : {}),
  };
}

function likelihoodRows({ logLikelihoods, likelihoodNames }: ProgramRun): readonly LikelihoodRows[] {
  return logLikelihoods.map(({ size }, i) => ({ name: likelihoodNames[i]!, length: size }));
}

function flat(pieces: readonly Tensor[]): Tensor {
  if (pieces.length === 0) return tf().zeros([0]);
  return pieces.length === 1 ? pieces[0]! : tf().concat([...pieces] as never);
}

function dimensionOf(run: ProgramRun): number {
  const dimension = run.blocks.reduce((sum, block) => sum + block.length, 0);
  if (dimension === 0) throw new UserError("the program declares no parameter; there is nothing to draw.");
  return dimension;
}

/** Names of all draws. @throws UserError when two are the same, as with `a` of dims [1] and a quantity "a[1]". */
function namesOf(run: ProgramRun): string[] {
  const names = [...run.parameters, ...run.generated].flatMap((piece) => piece.names);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new UserError(`two draws would have the name "${name}"; rename a parameter or a label.`);
    seen.add(name);
  }
  return names;
}

function describeRun(run: ProgramRun, options: ProgramOptions): ModelDescription {
  const { parameters, likelihoods, generated } = run.lines;
  const left = options.priorOnly ? ["the likelihood is left out: draws are from the prior"] : [];
  const note = likelihoods.length === 0 ? ["there is no likelihood: draws are from the prior"] : left;
  return { title: options.title ?? untitled, lines: [...parameters, ...likelihoods, ...generated, ...note] };
}

function refusePromise(result: unknown): void {
  if (typeof (result as { then?: unknown } | undefined)?.then !== "function") return;
  // Whatever becomes of it, its error is not the one to show.
  (result as Promise<unknown>).then(undefined, () => undefined);
  throw new UserError(
    "the program returned a promise; it must be synchronous: load what it needs before, without await inside.",
  );
}
