/** The same model fitted to another table: without a new trace where only numbers differ. */
import type { GeometryOptions, Model } from "../../engine/core/Model.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { completeRows } from "../../engine/data/missing.js";
import type { GlmmModel } from "../../models/glmm/glmm.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import type { MetaModel } from "../../models/meta/pairwise/metaModel.js";
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
import { fitOptionsOf, optionsAgain } from "./fitOptionsOf.js";
import { modelAgain } from "./modelAgain.js";
import { isNetwork, networkAgain, networkTable, withPriorsOf } from "./networkAgain.js";
import { sameShapes } from "./sameShapes.js";

/**
 * Fits the model of a posterior to another table. Every prior is kept as it was, also a default that was scaled by the first
 * table: what simulation-based calibration, cross-validation and a second look at other data need. Options that are not
 * given are those of the first fit, its seed included.
 *
 * Where the new table differs in numbers alone (the same rows, coefficients and levels; of a network the same studies and arms)
 * nothing is traced or compiled: the numbers are written into the model compiled before. The draws are then those of a fresh fit with these priors, bit for bit.
 *
 * @throws UserError as `fit` does; for a prior of the first fit that the new table has no parameter for; and for a posterior
 * that was loaded and is of a program, which was not kept.
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
  const { options: all, algorithm } = optionsAgain(posterior, options);
  return sample(() => prepareAgain(posterior, table, all), all, platform, algorithm);
}

async function prepareAgain(posterior: Posterior, table: Table, options: FitOptions): Promise<Prepared> {
  const before = preparedOf(posterior);
  const model = await modelAgain(posterior);
  const isSame = optimisationText(options.optimise) === optimisationText(fitOptionsOf(posterior).optimise);
  const compiled = isSame ? before : undefined;
  const first = before?.data ?? posterior.data!;
  if (isNetwork(model)) return networkPrepared(model, first, table, options, compiled);
  if (isMeta(model)) return prepare(model.withPriorsOf(first), table, options);
  if (!isGlmm(model)) return prepare(model, table, options);
  const { data, dropped } = usedRows(model, table, options);
  const kept = numberedInTable(dropped, () => model.withPriorsOf(first, data));
  if (compiled) {
    const same = sameShapes(kept.encoder(compiled.data).frame, kept.encoder(data).frame);
    const { geometry } = parseOptimisations(options.optimise);
    if (same && kept.shape(compiled.data, geometry) === kept.shape(data, geometry))
      return rewritten(compiled, kept, data, dropped, geometry);
  }
  return prepare(kept, table, options);
}

async function networkPrepared(
  model: NetworkModel,
  first: Table,
  table: Table,
  options: FitOptions,
  compiled: Prepared | undefined,
): Promise<Prepared> {
  const data = networkTable(model, table);
  const kept = withPriorsOf(model, first, data);
  return (compiled && networkAgain(compiled, kept, data)) ?? prepare(kept, table, options);
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

function isMeta(model: Model): model is MetaModel {
  return model.kind === "meta";
}

function isGlmm(model: Model): model is GlmmModel {
  return model.kind === "glmm";
}
