/** Parameters drawn from their prior or posterior, and data given them: what simulation-based calibration begins with. */
import { essBulk } from "../../diagnostics/essBulk.js";
import { evenChains, variableChains } from "../../diagnostics/evenChains.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Column, Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { selectRows } from "../../engine/data/missing.js";
import { requireNumbers } from "../../engine/data/requireNumbers.js";
import { withColumn } from "../../engine/data/table.js";
import type { Formula } from "../../models/formula/Formula.js";
import type { GlmmModel } from "../../models/glmm/glmm.js";
import { familyRow } from "../../models/glmm/families/familyRow.js";
import { fittedGlmm } from "../../models/glmm/FittedGlmm.js";
import { predict, predictionArray } from "../../models/glmm/prediction/index.js";
import { fit } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";

/** Parameters, and a table for each draw of them. */
export interface SimulatedTables {
  /** What the parameters are drawn from: a fit of the prior alone, or of the table. */
  readonly source: Posterior;
  /** Places of the draws that are used among those of all chains, one for each simulation. */
  readonly places: Int32Array;
  /** Smallest bulk ESS of the source's draws over all parameters. */
  readonly smallestEss: number;
  /** The model with the priors that it has on the table, and a table of the shape of those simulated. */
  readonly model: GlmmModel;
  readonly shape: Table;
  /**
   * The rows fitted, with a response drawn given the parameters: given the data, these rows come after those of the data. In words why not,
   * where the family could not draw the response, or a category of the model does not occur in it.
   */
  table(simulation: number): Table | string;
}

/** Draws made for each that is used, so that these are nearly independent. */
const thin = 10;
const chains = 4;

/**
 * Draws parameters of a GLMM from their prior, by a fit without its likelihood, or from their posterior given the table, and for each a
 * response in the rows of the table. Priors are those that the model has on the table.
 *
 * @throws UserError for a response that cannot be simulated, and as `fit` does.
 */
export async function simulatedTables(
  model: GlmmModel,
  asked: Table,
  simulations: number,
  given: "prior" | "data",
  { seed, workers, na, signal }: Pick<FitOptions, "seed" | "workers" | "na" | "signal">,
  platform: Platform,
): Promise<SimulatedTables> {
  const response = responseColumn(model.formulas);
  const table = isCategorical(model) ? asked : withNumbers(asked, response);
  const draws = Math.ceil((simulations * thin) / chains);
  // Priors of hierarchical models narrow like funnels: short steps get into them.
  const options: FitOptions = { chains, draws, adaptDelta: 0.95, seed, workers, na, signal };
  const source = await fit(given === "prior" ? model.priorOnly() : model, table, options, platform);
  const of = source.draws.chains.reduce((sum, { drawCount }) => sum + drawCount, 0);
  const places = Int32Array.from({ length: simulations }, (_, i) => Math.floor(((i + 1) * of) / simulations) - 1);
  const responses = predictionArray(predict(source, { draws: places, ...(seed === undefined ? {} : { seed }) }));
  const rows = source.data!.rows;
  const labels = isCategorical(model) ? fittedGlmm(source).frame.response?.categories : undefined;
  const before =
    given === "prior"
      ? new Float64Array(0)
      : labels
        ? fittedGlmm(source).frame.response!.values
        : requireNumbers(source.data!, response);
  const twice = Int32Array.from({ length: before.length + rows }, (_, row) => row % rows);
  const stacked = given === "data" ? selectRows(source.data!, twice) : source.data!;
  const withResponse = (values: Float64Array): Table => {
    const all = new Float64Array(before.length + rows);
    all.set(before);
    all.set(values, before.length);
    // A model of the prior alone keeps no response among its columns: one is put in.
    return withColumn(stacked, responseOf(response, all, labels));
  };
  return {
    ...{ source, places, smallestEss: smallestEssOf(source) },
    ...(given === "prior"
      ? { model, shape: table }
      : { model: model.withPriorsOf(source.data!), shape: withResponse(before) }),
    table(simulation) {
      const values = Float64Array.from({ length: rows }, (_, row) => responses[row * simulations + simulation]!);
      if (!values.every(Number.isFinite)) return "the parameters gave means beyond what numbers can hold";
      // Whether a table is left out is decided by its response alone, so ranks of the others stay uniform.
      const absent = given === "prior" && labels?.find((_, k) => !values.includes(k + 1));
      return absent === undefined || absent === false
        ? withResponse(values)
        : `the category "${absent}" of ${response} does not occur in the simulated rows`;
    },
  };
}

function isCategorical({ family }: GlmmModel): boolean {
  return familyRow(family).categories !== undefined;
}

/** A simulated response; of categories, numbered from 1, by their names, as numbers where all of these are. */
function responseOf(name: string, values: Float64Array, labels: readonly string[] | undefined): Column {
  const numbers = labels?.map(Number);
  if (labels && numbers!.some(Number.isNaN)) {
    return { kind: "factor", name, levels: labels, codes: Int32Array.from(values, (k) => k - 1), missing: [] };
  }
  const named = numbers ? values.map((k) => numbers[k - 1]!) : values;
  return { kind: "number", name, values: named, missing: [] };
}

/** A response of two levels as 0 and 1, as it is simulated. */
function withNumbers(table: Table, name: string): Table {
  const column = table.columns.get(name);
  if (column?.kind !== "factor") return table;
  if (column.levels.length !== 2) {
    throw new UserError(
      `the response ${name} has ${column.levels.length} levels: responses of two levels can be simulated.`,
    );
  }
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : code));
  return withColumn(table, { kind: "number", name, values, missing: column.missing });
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
  if (response.columns) {
    throw new UserError(
      `the response ${response.source} has several columns: responses of one column can be simulated and put in its place.`,
    );
  }
  const censored = response.additions.find(({ kind }) => kind === "cens");
  if (censored) {
    // Which rows are censored follows from their responses: those of the table do not fit simulated ones.
    throw new UserError(
      `${censored.source}: which simulated responses would be censored is not known; leave it out to calibrate the model of whole responses.`,
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
