/** Parameters drawn from their prior, and data given them: what simulation-based calibration begins with. */
import { essBulk } from "../../diagnostics/essBulk.js";
import { evenChains, variableChains } from "../../diagnostics/evenChains.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Column, Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { withColumn } from "../../engine/data/table.js";
import type { Formula } from "../../models/formula/Formula.js";
import type { GlmmModel } from "../../models/glmm/glmm.js";
import { predict, predictionArray } from "../../models/glmm/prediction/index.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";

/** Draws of the prior, as far as they are used, and a table for each. */
export interface PriorSimulations {
  readonly prior: Posterior;
  /** Places of the draws that are used among those of all chains, one for each simulation. */
  readonly places: Int32Array;
  /** Smallest bulk ESS of the prior's draws over all parameters. */
  readonly smallestEss: number;
  /** The table fitted, with a response drawn given the parameters; undefined where the family could not draw it. */
  table(simulation: number): Table | undefined;
}

/** Draws made for each that is used, so that these are nearly independent. */
const thin = 10;
const chains = 4;

/**
 * Draws parameters of a GLMM from their prior, by a fit without its likelihood, and for each a response in the rows of a
 * table. Priors must be those that the model has on this table: `withPriorsOf` keeps them.
 *
 * @throws UserError for a response that cannot be simulated, and as `fit` does.
 */
export async function priorSimulations(
  model: GlmmModel,
  table: Table,
  simulations: number,
  { seed, workers, na, signal }: Pick<FitOptions, "seed" | "workers" | "na" | "signal">,
  platform: Platform,
): Promise<PriorSimulations> {
  const response = responseColumn(model.formulas);
  const draws = Math.ceil((simulations * thin) / chains);
  // Priors of hierarchical models narrow like funnels: short steps get into them.
  const options: FitOptions = { chains, draws, adaptDelta: 0.95, seed, workers, na, signal };
  const prior = await fit(model.priorOnly(), table, options, platform);
  const of = prior.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const places = Int32Array.from({ length: simulations }, (_, i) => Math.floor(((i + 1) * of) / simulations) - 1);
  const responses = predictionArray(predict(prior, { draws: places, ...(seed === undefined ? {} : { seed }) }));
  // A model of the prior alone keeps no response among its columns.
  const { rows } = prior.data!;
  return {
    prior,
    places,
    smallestEss: smallestEssOf(prior),
    table(simulation) {
      const values = Float64Array.from({ length: rows }, (_, row) => responses[row * simulations + simulation]!);
      if (!values.every(Number.isFinite)) return undefined;
      const column: Column = { kind: "number", name: response, values, missing: [] };
      return withColumn(prior.data!, column);
    },
  };
}

/** The smallest bulk ESS of all variables that have one. */
export function smallestEssOf({ draws }: Posterior, wanted: readonly string[] = draws.names): number {
  const even = evenChains(draws);
  return wanted.reduce((least, name) => {
    const at = draws.names.indexOf(name);
    const { value, reason } = essBulk(variableChains(even, draws.names.length, at, 1)[0]!);
    return reason === undefined ? Math.min(least, value) : least;
  }, Infinity);
}

/** The column that the response is, and that simulated ones take the place of. */
function responseColumn(formulas: readonly Formula[]): string {
  const responses = formulas.flatMap(({ response }) => (response ? [response] : []));
  const [response] = responses;
  if (responses.length !== 1 || response === undefined) {
    throw new UserError("simulation-based calibration is for models of one response.");
  }
  if (response.expression.kind !== "column") {
    throw new UserError(
      `the response ${response.source} is computed, so simulated ones cannot be put in its place: make it a column of the table.`,
    );
  }
  const weights = response.additions.find(({ kind, weighting }) => kind === "weights" && weighting !== "precision");
  if (weights) {
    throw new UserError(
      `${weights.source}: data cannot be simulated for rows that count more than once: leave the weights out, or repeat the rows.`,
    );
  }
  return response.expression.name;
}
