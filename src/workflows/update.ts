/** The same model fitted to another table: without a new trace where only numbers differ. */
import type { GeometryOptions, Model } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { completeRows } from "../../engine/data/missing.js";
import type { GlmmDeclaration } from "../../models/glmm/Declaration.js";
import type { GlmmModel } from "../../models/glmm/glmm.js";
import { checkOptions } from "../checkOptions.js";
import { sample } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { optimisationText, parseOptimisations } from "../optimisations.js";
import { numberedRows, prepare, type Prepared } from "../prepare.js";
import { preparedOf } from "../preparedOf.js";
import { tableOf, type TableInput } from "../../engine/data/tableOf.js";
import { numberedInTable } from "../inTableRows.js";
import { withInputs } from "../withInputs.js";
import { sameShapes } from "./sameShapes.js";

/**
 * Fits the model of a posterior to another table. Every prior is kept as it was, also a default that was scaled by the first
 * table: what simulation-based calibration, cross-validation and a second look at other data need. Options that are not
 * given are those of the first fit, its seed included.
 *
 * Where the new table differs in numbers alone (the same rows, coefficients and levels) nothing is traced or compiled: the
 * numbers are written into the model compiled before. The draws are then those of a fresh fit with these priors, bit for bit.
 *
 * @throws UserError as `fit` does; for a prior of the first fit that the new table has no parameter for; and for a posterior
 * that was loaded and is not of a GLMM, since its program was not kept.
 * @example
 * const first = await fit(model, table, { seed: 1 });
 * const second = await update(first, simulatedTable, { seed: 2 });
 */
export async function update(
  posterior: Posterior,
  input: TableInput,
  options: FitOptions,
  platform: Platform,
): Promise<Posterior> {
  checkOptions(options);
  const table = tableOf(input);
  const { algorithm, ...before } = chosenBefore(posterior, options);
  const all = { ...before, ...given(options) };
  return sample(() => prepareAgain(posterior, table, all), all, platform, algorithm);
}

async function prepareAgain(posterior: Posterior, table: Table, options: FitOptions): Promise<Prepared> {
  const before = preparedOf(posterior);
  const model = before?.model ?? (await declaredModel(posterior));
  if (!isGlmm(model)) return prepare(model, table, options);
  const { data, dropped } = usedRows(model, table, options);
  const kept = numberedInTable(dropped, () => model.withPriorsOf(before?.data ?? posterior.data!, data));
  if (before && optimisationText(options.optimise) === optimisationText(optionsOf(posterior).optimise)) {
    const same = sameShapes(kept.encoder(before.data).frame, kept.encoder(data).frame);
    const { geometry } = parseOptimisations(options.optimise);
    if (same && kept.shape(before.data, geometry) === kept.shape(data, geometry))
      return rewritten(before, kept, data, dropped, geometry);
  }
  return prepare(kept, table, options);
}

/** The rows and columns of a table that a model would be traced on. */
function usedRows(model: GlmmModel, table: Table, { na }: FitOptions): Pick<Prepared, "data" | "dropped"> {
  const used = model.usedColumns(table).filter((name) => table.columns.has(name));
  const rows = completeRows(table, used, na);
  const columns = new Map([...used].sort().map((name) => [name, rows.table.columns.get(name)!]));
  return { data: { rows: rows.table.rows, columns }, dropped: rows.dropped };
}

/** What was compiled before, with the numbers of another table in it. */
function rewritten(
  before: Prepared,
  model: GlmmModel,
  data: Table,
  dropped: readonly number[],
  geometry: GeometryOptions,
): Prepared {
  const coordinates = model.coordinates(data, before.traced.coordinates, geometry);
  const traced = {
    ...before.traced,
    description: model.describe(data),
    declaration: model.declaration,
    warnings: model.warnings(data),
    ...(coordinates ? { coordinates } : {}),
  };
  const rows = { traced, data, dropped };
  const labels = { blocks: traced.blocks, likelihoods: numberedRows(rows) };
  return { ...rows, model, artifact: { ...withInputs(before.artifact, model.inputs(data, geometry)), labels } };
}

/** The model of a posterior that was loaded. */
async function declaredModel({ declaration, data, model }: Posterior): Promise<Model> {
  if (declaration?.kind !== "glmm" || !data) {
    throw new UserError("the posterior does not hold its model, a program: fit that to the other table instead.");
  }
  const { glmmFrom } = await import("../../models/glmm/glmm.js");
  return glmmFrom(declaration as GlmmDeclaration, model.title);
}

function isGlmm(model: Model): model is GlmmModel {
  return model.kind === "glmm";
}

/** The options of the first fit; what was chosen for it by its optimisations is chosen anew where these are others. */
function chosenBefore(posterior: Posterior, { optimise }: FitOptions): FitOptions {
  const before = optionsOf(posterior);
  if (optimise === undefined || optimisationText(optimise) === optimisationText(before.optimise)) return before;
  return { ...before, algorithm: undefined, metric: undefined, stopWarmupEarly: undefined };
}

/** The options a posterior was made with. */
function optionsOf({ provenance }: Posterior): FitOptions {
  const { seed, chains, warmup, draws, options } = provenance;
  return { seed, chains, warmup, draws, ...(options as FitOptions) };
}

/** Without those that are undefined, which would hide the first fit's. */
function given(options: FitOptions): FitOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
