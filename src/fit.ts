/** The whole pipeline on one page: table and model -> graph -> compiled model -> chains -> draws -> posterior. */
import type { Draws } from "../engine/core/Draws.js";
import type { Model, TracedModel } from "../engine/core/Model.js";
import type { Posterior } from "../engine/core/Posterior.js";
import { UserError } from "../engine/core/UserError.js";
import type { Warning } from "../engine/core/Warning.js";
import { knownOf } from "../diagnostics/diagnosis/knownOf.js";
import { warningsOf } from "../diagnostics/warnings.js";
import { samplerOptions, type SamplerOptions } from "../samplers/options.js";
import { adviceAfterFit } from "./adviceAfterFit.js";
import { optimisationText, parseOptimisations } from "./optimisations.js";
import { chooseAlgorithm } from "./chooseAlgorithm.js";
import { chooseWarmup } from "./chooseWarmup.js";
import { checkMemory, checkStructures } from "./checkMemory.js";
import { checkOptions } from "./checkOptions.js";
import type { FitOptions } from "./FitOptions.js";
import { fitCoordinates } from "./fitCoordinates.js";
import { isModel } from "./isModel.js";
import type { FinishedChain, Platform } from "./platform/Platform.js";
import { prepare, type Prepared } from "./prepare.js";
import { keepPrepared } from "./preparedOf.js";
import { structureMemory } from "./structureMemory.js";
import { tableBytes } from "./tableBytes.js";
import { tableOf, type TableInput } from "../engine/data/tableOf.js";
import { withRowValues } from "./withRowValues.js";

/**
 * Fits a model to a table: traces its log density once, compiles it, runs the chains, and looks at what they drew.
 * With the same seed the draws are the same, whatever the machine and the number of workers.
 *
 * Throws UserError for what is wrong with the model, the table or the options, and when the fit is stopped before its first
 * draw.
 *
 * @example
 * const posterior = await fit(eightSchools, { y, sigma }, { seed: 1 }, node);
 */
export async function fit(
  model: Model,
  input: TableInput,
  options: FitOptions,
  platform: Platform,
): Promise<Posterior> {
  if (!isModel(model)) throw new UserError("the first argument of fit is not a model: give it one, such as program(…)");
  checkOptions(options);
  const table = tableOf(input);
  const structures = structureMemory(model, table);
  if (structures) checkStructures(structures, 1 + workersFor(options, platform), memoryLimit(options, platform));
  const posterior = await sample(() => prepare(model, table, options), options, platform).catch((error: unknown) => {
    throw withRowValues(error, model, table);
  });
  return adviceAfterFit(posterior);
}

/**
 * The rest of a fit, once it is known how to get a compiled model: workers get ready while that is done. `before` is the
 * algorithm of an earlier fit, used again unless the options name one or the model has become too large for it.
 * Throws UserError for impossible options, too little memory, and when the fit is stopped before its first draw.
 */
export async function sample(
  prepared: () => Promise<Prepared>,
  options: FitOptions,
  platform: Platform,
  before?: SamplerOptions["algorithm"],
): Promise<Posterior> {
  const began = platform.now();
  const plan = planFit(options, platform);
  const runner = platform.startRunner(plan.workers);
  try {
    const model = await prepared();
    const { traced, artifact, data } = model;
    const algorithm = chooseAlgorithm(traced, options, before);
    const sampler = { ...plan.sampler, ...chooseWarmup(traced, options), algorithm };
    checkMemory(
      {
        ...plan,
        draws: sampler.draws,
        dimension: traced.dimension,
        quantities: traced.names.length,
        copies: 1 + plan.workers,
        modelBytes: artifact.memoryBytes,
        structureBytes: structureMemory(model.model, data)?.held ?? 0,
      },
      memoryLimit(options, platform),
    );
    const compiled = { wall: platform.now(), cpu: platform.cpu() };
    const fitted = traced.coordinates ? fitCoordinates(artifact, traced.coordinates) : artifact;
    const chains = await runner.run({
      artifact: fitted,
      chains: plan.chains,
      options: sampler,
      signal: options.signal,
      onProgress: options.onProgress,
      ...(options.onDraws ? { onDraws: (block) => options.onDraws!(block, traced.names) } : {}),
    });
    const cpu = platform.cpu() - compiled.cpu;
    const draws = drawsOf(chains, traced, sampler);
    const fittedModel: Omit<Posterior, "warnings"> = {
      draws,
      model: traced.description,
      ...(traced.declaration ? { declaration: traced.declaration } : {}),
      data,
      provenance: {
        seed: sampler.seed,
        chains: plan.chains,
        warmup: sampler.warmup,
        draws: sampler.draws,
        options: optionsKept(sampler, options),
        dataHash: await platform.sha256(tableBytes(data)),
        versions: await platform.versions(),
      },
      timing: {
        seconds: {
          compile: compiled.wall - began,
          warmup: sum(chains.map(({ seconds }) => seconds.warmup)),
          sampling: sum(chains.map(({ seconds }) => seconds.sampling)),
          total: platform.now() - began,
        },
        cpu: { before: plan.cpu, compile: compiled.cpu - plan.cpu, sampling: cpu },
      },
    };
    const posterior: Posterior = {
      ...fittedModel,
      warnings: [
        ...rowWarnings(model),
        ...(traced.warnings ?? []),
        ...warningsOf(draws, undefined, knownOf(fittedModel)),
      ],
    };
    return keepPrepared(posterior, model, fitted);
  } finally {
    await runner.close();
  }
}

/** Bytes that a fit may need. */
function memoryLimit({ maxMemory }: FitOptions, platform: Platform): number {
  return maxMemory ?? platform.memoryBytes / 2;
}

interface FitPlan {
  /** Its algorithm and its way of warming up are chosen once the model is known. */
  readonly sampler: SamplerOptions;
  readonly chains: number;
  readonly workers: number;
  /** Processor seconds used before the fit. */
  readonly cpu: number;
}

function planFit(options: FitOptions, platform: Platform): FitPlan {
  const { warmup, draws, adaptDelta, maxTreeDepth, metric, stopWarmupEarly, algorithm } = options;
  const { trajectory } = parseOptimisations(options.optimise);
  const seed = options.seed === undefined ? platform.freshSeed() : String(options.seed);
  const sampler = samplerOptions({
    ...{ seed, warmup, draws, adaptDelta, maxTreeDepth, algorithm, metric, stopWarmupEarly },
    compiledTrajectory: trajectory,
  });
  const chains = wholeNumber("chains", options.chains ?? 4, 1, 1000);
  return { sampler, chains, workers: workersFor(options, platform), cpu: platform.cpu() };
}

/** Workers that a fit with these options starts: at most one a chain. Throws UserError for an impossible number. */
export function workersFor(
  { chains = 4, workers }: Pick<FitOptions, "chains" | "workers">,
  platform: Platform,
): number {
  const wanted = wholeNumber("workers", workers ?? platform.cores, 0, 1000);
  // Without processors to run on, as from TypeScript sources, there are no workers to be had.
  return platform.cores === 0 ? 0 : Math.min(wanted, chains);
}

/** Throws UserError when there is not one draw. */
function drawsOf(chains: readonly FinishedChain[], { names }: TracedModel, { maxTreeDepth }: SamplerOptions): Draws {
  if (chains.every(({ draws }) => draws.drawCount === 0))
    throw new UserError("the fit was stopped before its first draw");
  return { names, chains: chains.map(({ draws }) => draws), maxTreeDepth };
}

function rowWarnings({ dropped, data }: Prepared): readonly Warning[] {
  if (dropped.length === 0) return [];
  const text =
    `${dropped.length} of ${data.rows + dropped.length} rows were left out because a cell was missing. ` +
    `If whether a cell is missing depends on its value, the estimates are biased.`;
  return [{ cause: "dropped_rows", variables: [], text }];
}

function optionsKept(sampler: SamplerOptions, { na = "stop", optimise }: FitOptions) {
  const { algorithm, adaptDelta, maxTreeDepth, metric, stopWarmupEarly } = sampler;
  return { algorithm, adaptDelta, maxTreeDepth, metric, stopWarmupEarly, optimise: optimisationText(optimise), na };
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UserError(`invalid ${name}: ${value}; it must be a whole number from ${least} to ${most}`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
