/** Simulation-based calibration: whether the posteriors of a model are where and as wide as they must be. */
import { calibrationOf } from "../../diagnostics/sbc/calibrationOf.js";
import type { Calibration } from "../../diagnostics/sbc/calibrationOf.js";
import type { CalibratedQuantity } from "../../diagnostics/sbc/CalibratedQuantity.js";
import type { Model } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { stream } from "../../engine/random/stream.js";
import type { GlmmModel } from "../../models/glmm/glmm.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import { fit, workersFor } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { simulatedTables } from "./simulatedTables.js";
import { rankedAmong, rankedFit, type RankedFit } from "./rankedFit.js";

export interface SbcOptions extends Pick<FitOptions, "workers" | "na" | "signal"> {
  /** How many data sets are simulated and fitted, 100 unless told. */
  readonly simulations?: number;
  readonly seed?: number | string;
  /**
   * Where parameters come from. `prior`, the default: calibration over all that the prior thinks possible. `data`: from the posterior given
   * the table, and fits are to the table's rows and simulated ones together; that is calibration where the data are, and works with priors
   * too wide to simulate from (Säilynoja, Schmitt, Bürkner and Vehtari 2025, arXiv:2502.03279).
   */
  readonly given?: "prior" | "data";
  /** Names of the draws to rank; all unless told. The log likelihood of the data is always ranked too. */
  readonly quantities?: readonly string[];
  /** How the fits are made; one chain with the defaults of `fit` unless told. */
  readonly fit?: Pick<
    FitOptions,
    "warmup" | "adaptDelta" | "maxTreeDepth" | "metric" | "stopWarmupEarly" | "algorithm" | "optimise"
  >;
  /** Told after each simulation. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** What the simulations gave. */
export interface SbcResult {
  readonly quantities: readonly CalibratedQuantity[];
  readonly calibration: Calibration;
  /** Simulations that were asked for. */
  readonly simulations: number;
  /** Those without ranks, by number from 0, and why. */
  readonly failed: readonly { readonly simulation: number; readonly why: string }[];
  /** Divergent transitions in all fits together. */
  readonly divergences: number;
  /** Over all fits and quantities, before thinning. */
  readonly smallestEss: number;
  /** What to keep in mind when reading the ranks. */
  readonly notes: readonly string[];
}

const logLikelihoodName = "log likelihood";
const sbcOptions = ["simulations", "seed", "given", "quantities", "fit", "onProgress", "workers", "na", "signal"];

/**
 * Draws parameters of a GLMM from their prior, data given them in the rows of a table, fits the model to the data, and ranks the
 * parameters among the draws: right computations give uniform ranks (Talts et al. 2018, arXiv:1804.06788). The log likelihood of the data
 * is ranked too, which sees faults that parameters hide (Modrák et al. 2023, Bayesian Analysis). Priors are those that the model has on
 * the table, also defaults that are scaled by its response; nothing is traced but the first fit.
 *
 * With the same seed the result is the same, whatever the number of workers.
 *
 * @throws UserError for another model than a GLMM, a response that cannot be simulated, an unknown quantity, and as `fit` does.
 * @example
 * const { calibration } = await simulationBasedCalibration(model, table, { simulations: 200, seed: 1 }, node);
 * console.log(calibration.text.join("\n"));
 */
export async function simulationBasedCalibration(
  asked: Model,
  input: TableInput,
  options: SbcOptions,
  platform: Platform,
): Promise<SbcResult> {
  refuseUnknownOptions("simulationBasedCalibration", options, sbcOptions);
  const { workers, na, signal, onProgress, simulations = 100, given = "prior" } = options;
  if (!Number.isInteger(simulations) || simulations < 1) {
    throw new UserError(`invalid simulations: ${simulations}; it must be a whole number from 1 on`);
  }
  if (given !== "prior" && given !== "data") {
    throw new UserError(`invalid given: ${JSON.stringify(given)}; it must be "prior" or "data"`);
  }
  if (asked.kind !== "glmm") throw new UserError("simulation-based calibration is for models declared by a formula.");
  const seed = options.seed === undefined ? platform.freshSeed() : String(options.seed);
  const table = tableOf(input);
  const lanes = workersFor({ chains: simulations, ...(workers === undefined ? {} : { workers }) }, platform);
  const machine = { na, signal, workers: lanes };
  const model = asked as GlmmModel;
  const simulated = await simulatedTables(model, table, simulations, given, { ...machine, seed }, platform);
  // Two draws will do: what is wanted is the compiled model, with the priors of this table.
  const once = { ...options.fit, ...machine, chains: 1, draws: 2, seed };
  const first = await fit(simulated.model, simulated.shape, once, platform);
  const { source, places } = simulated;
  const names = quantitiesOf(options.quantities, first, source);
  const results = new Array<RankedFit | string>(simulations).fill("the calibration was stopped before it");
  let done = 0;
  const one = async (simulation: number): Promise<void> => {
    const data = simulated.table(simulation);
    const refit = { ...options.fit, signal, chains: 1, workers: Math.min(1, lanes), seed: seedOf(seed, simulation) };
    const result =
      typeof data === "string"
        ? data
        : await rankedFit(first, data, { source, place: places[simulation]! }, names, refit, platform);
    // Draws of a fit that was stopped are not all there.
    if (!signal?.aborted) results[simulation] = result;
    onProgress?.(++done, simulations);
  };
  let next = 0;
  const lane = async () => {
    while (next < simulations && !signal?.aborted) await one(next++);
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  return resultOf(results, names, simulated.smallestEss);
}

/** Names to rank, which fits and what parameters are drawn from must both have. */
function quantitiesOf(asked: readonly string[] | undefined, first: Posterior, source: Posterior): readonly string[] {
  const { names } = first.draws;
  const unknown = (asked ?? names).find((name) => !names.includes(name) || !source.draws.names.includes(name));
  if (unknown === undefined) return asked ?? names;
  const near = nearestName(unknown, names);
  throw new UserError(`unknown quantity: "${unknown}"${near === undefined ? "" : ` — did you mean "${near}"?`}`);
}

/** A seed of its own for each fit, from which nothing can be told of another's. */
function seedOf(seed: string, simulation: number): string {
  return String(stream(seed, "simulation", simulation).bits());
}

function resultOf(results: readonly (RankedFit | string)[], names: readonly string[], sourceEss: number): SbcResult {
  const fits = results.filter((result): result is RankedFit => typeof result !== "string");
  const failed = results.flatMap((why, simulation) => (typeof why === "string" ? [{ simulation, why }] : []));
  const column = (of: keyof Pick<RankedFit, "ranks" | "truths" | "means" | "sds">, at: number) =>
    Float64Array.from(fits, (one) => one[of][at]!);
  const quantities = [...names, logLikelihoodName].map((variable, at) => ({
    ...{ variable, most: rankedAmong, ranks: column("ranks", at) },
    ...{ truths: column("truths", at), means: column("means", at), sds: column("sds", at) },
  }));
  const divergences = fits.reduce((sum, one) => sum + one.divergences, 0);
  const smallestEss = fits.reduce((least, one) => Math.min(least, one.smallestEss), Infinity);
  const notes = [
    ...(failed.length > 0
      ? [`${failed.length} of ${results.length} simulations have no ranks: ${failed[0]!.why}.`]
      : []),
    ...(sourceEss < results.length
      ? [`the parameters drawn are worth ${Math.floor(sourceEss)} independent ones: ranks depend on one another.`]
      : []),
    ...(smallestEss < rankedAmong
      ? [
          `draws of some quantity are worth ${Math.floor(smallestEss)} where ${rankedAmong} are ranked among: ranks pile up at the ends.`,
        ]
      : []),
  ];
  const calibration = calibrationOf(quantities);
  return { quantities, calibration, simulations: results.length, failed, divergences, smallestEss, notes };
}
